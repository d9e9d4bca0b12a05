package io.barograph.alertengine.notify;

import io.barograph.storage.alerts.NotificationKey;
import io.barograph.storage.alerts.NotificationLog;
import io.barograph.storage.alerts.NotificationRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The notification log with what could not be written yet: a database that is gone for a while must
 * not make us tell people twice.
 */
final class NotificationJournal {
  /** As long as Alertmanager keeps its own log. */
  private static final Duration KEPT = Duration.ofDays(5);

  private final NotificationLog log;
  private final Map<NotificationKey, NotificationRecord> records = new ConcurrentHashMap<>();
  private final Map<NotificationKey, NotificationRecord> unwritten = new ConcurrentHashMap<>();

  NotificationJournal(NotificationLog log) {
    this.log = log;
  }

  /** Reads what was told before this server took over. */
  Mono<Void> load() {
    return writeRest()
        .then(log.records())
        .doOnNext(
            all -> {
              records.clear();
              all.forEach(record -> records.put(record.key(), record));
            })
        .then();
  }

  @Nullable NotificationRecord get(NotificationKey key) {
    return records.get(key);
  }

  /** Remembers at once, and completes when it is written or is left to {@link #writeRest}. */
  Mono<Void> put(NotificationRecord record) {
    return Mono.defer(
        () -> {
          records.put(record.key(), record);
          unwritten.put(record.key(), record);
          return write(List.of(record)).onErrorComplete();
        });
  }

  /** Writes what an earlier attempt could not. */
  Mono<Void> writeRest() {
    return Mono.defer(
        () -> unwritten.isEmpty() ? Mono.empty() : write(List.copyOf(unwritten.values())));
  }

  private Mono<Void> write(List<NotificationRecord> some) {
    return log.put(some)
        .doOnSuccess(done -> some.forEach(record -> unwritten.remove(record.key(), record)));
  }

  /** Forgets what is too old to matter. */
  Mono<Void> forgetOld(Instant now) {
    Instant oldest = now.minus(KEPT);
    return Mono.defer(
        () -> {
          records.values().removeIf(record -> record.sentAt().isBefore(oldest));
          return log.removeBefore(oldest);
        });
  }
}
