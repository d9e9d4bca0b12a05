package io.barograph.server.store;

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
import java.util.Optional;
import reactor.core.publisher.Mono;

/** A store that was opened, with what the server needs beside its ports. */
public interface OpenStore extends AutoCloseable {
  SampleAppender appender();

  SeriesQuerier querier();

  AlertStates alertStates();

  RuleSource ruleSource();

  /** Why it cannot be used now, or empty if it can. Answers within seconds. */
  Mono<Optional<String>> trouble();

  AlertFeed alertFeed();

  AlertHistory alertHistory();

  NotificationLog notificationLog();

  Silences silences();

  RecordAppender recordAppender();

  Records records();

  InventoryWriter inventoryWriter();

  Inventory inventory();

  /** Whether this server is the one to notify; asking makes it stand for that. */
  boolean isNotifier();

  /** Stores what was accepted, then lets go of the database. */
  @Override
  void close();
}
