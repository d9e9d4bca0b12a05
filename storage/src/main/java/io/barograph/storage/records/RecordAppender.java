package io.barograph.storage.records;

import java.util.List;
import reactor.core.publisher.Mono;

/** Takes records into the store. */
@FunctionalInterface
public interface RecordAppender {
  /** What a server without a store has. */
  RecordAppender NONE =
      records -> Mono.error(new UnsupportedOperationException("records are not kept here"));

  /**
   * Completes when all of these are committed; an error means that none is. A record that is there
   * already, with this id at this time, stays as it is and counts for nothing, in its group too.
   *
   * <p>Fails with {@link io.barograph.storage.StorageUnavailableException} when the same call may
   * succeed later.
   */
  Mono<Void> append(List<RecordEntry> records);
}
