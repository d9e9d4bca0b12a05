package io.barograph.server;

import io.barograph.server.store.OpenStore;
import io.barograph.storage.SampleAppender;
import io.barograph.storage.SeriesQuerier;
import io.barograph.storage.alerts.AlertFeed;
import io.barograph.storage.alerts.AlertHistory;
import io.barograph.storage.alerts.AlertStates;
import io.barograph.storage.alerts.NotificationLog;
import io.barograph.storage.alerts.Silences;
import io.barograph.storage.inventory.Inventory;
import io.barograph.storage.inventory.InventoryWriter;
import io.barograph.storage.records.RecordAppender;
import io.barograph.storage.records.Records;
import io.barograph.storage.rules.RuleSource;
import io.barograph.timescale.TimescaleStore;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** The store of this program, as its lifecycle wants it. */
record TimescaleOpenStore(TimescaleStore store) implements OpenStore {
  /** What remains of the ten seconds that a stop may take, after the doors are shut. */
  private static final Duration FLUSH_PATIENCE = Duration.ofSeconds(3);

  @Override
  public SampleAppender appender() {
    return store;
  }

  @Override
  public SeriesQuerier querier() {
    return store;
  }

  @Override
  public AlertStates alertStates() {
    return store.alertStates();
  }

  @Override
  public RuleSource ruleSource() {
    return store.ruleSource();
  }

  @Override
  public Mono<Optional<String>> trouble() {
    return store
        .health()
        .map(health -> health.available() ? Optional.empty() : Optional.of(health.reason()));
  }

  @Override
  public AlertFeed alertFeed() {
    return store.alertFeed();
  }

  @Override
  public AlertHistory alertHistory() {
    return store.alertHistory();
  }

  @Override
  public NotificationLog notificationLog() {
    return store.notifications().log();
  }

  @Override
  public Silences silences() {
    return store.notifications().silences();
  }

  @Override
  public RecordAppender recordAppender() {
    return store.recordAppender();
  }

  @Override
  public Records records() {
    return store.records();
  }

  @Override
  public InventoryWriter inventoryWriter() {
    return store.inventoryWriter();
  }

  @Override
  public Inventory inventory() {
    return store.inventory();
  }

  @Override
  public boolean isNotifier() {
    return store.notifications().isNotifier();
  }

  @Override
  public void close() {
    store.close(FLUSH_PATIENCE).block();
  }
}
