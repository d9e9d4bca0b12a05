package io.barograph.storage.alerts;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/** Remembers who was told what, so that whoever notifies next tells nobody twice. */
public interface NotificationLog {
  /** All records, one for each key. */
  Mono<List<NotificationRecord>> records();

  /** Keeps the records, each in place of an older one with its key; committed when it completes. */
  Mono<Void> put(Collection<NotificationRecord> records);

  /** Forgets what was sent before {@code time}. */
  Mono<Void> removeBefore(Instant time);
}
