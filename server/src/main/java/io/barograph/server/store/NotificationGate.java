package io.barograph.server.store;

import io.barograph.storage.alerts.AlertFeed;
import io.barograph.storage.alerts.AlertHistory;
import io.barograph.storage.alerts.HistoryEntry;
import io.barograph.storage.alerts.HistoryQuery;
import io.barograph.storage.alerts.NotificationLog;
import io.barograph.storage.alerts.NotificationRecord;
import io.barograph.storage.alerts.Silence;
import io.barograph.storage.alerts.Silences;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/** The ports of notification and silences behind the {@link StoreGate}, "unavailable" as it is. */
public final class NotificationGate implements AlertFeed, NotificationLog, Silences, AlertHistory {
  private final StoreGate gate;

  public NotificationGate(StoreGate gate) {
    this.gate = gate;
  }

  /** Whether this server is the one to notify; asking makes it stand for that. */
  public boolean isNotifier() {
    return gate.ask(OpenStore::isNotifier, false);
  }

  @Override
  public Mono<Changes> changesSince(Cursor cursor) {
    return gate.mono(open -> open.alertFeed().changesSince(cursor));
  }

  @Override
  public Mono<List<NotificationRecord>> records() {
    return gate.mono(open -> open.notificationLog().records());
  }

  @Override
  public Mono<Void> put(Collection<NotificationRecord> records) {
    return gate.mono(open -> open.notificationLog().put(records));
  }

  @Override
  public Mono<Void> removeBefore(Instant time) {
    return gate.mono(open -> open.notificationLog().removeBefore(time));
  }

  @Override
  public Mono<List<Silence>> all() {
    return gate.mono(open -> open.silences().all());
  }

  @Override
  public Mono<Void> save(Collection<Silence> changes) {
    return gate.mono(open -> open.silences().save(changes));
  }

  @Override
  public Mono<Void> removeEndedBefore(Instant time) {
    return gate.mono(open -> open.silences().removeEndedBefore(time));
  }

  @Override
  public Mono<List<HistoryEntry>> page(HistoryQuery query) {
    return gate.mono(open -> open.alertHistory().page(query));
  }

  @Override
  public Mono<List<HistoryEntry>> since(long id, Instant notBefore, int limit) {
    return gate.mono(open -> open.alertHistory().since(id, notBefore, limit));
  }

  @Override
  public Mono<Long> lastId() {
    return gate.mono(open -> open.alertHistory().lastId());
  }
}
