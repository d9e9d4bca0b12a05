package io.barograph.storage.records;

import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** Reads the records of one kind. */
public interface RecordLog<T extends RecordEntry> {
  /** At most {@code query.limit()} records, newest first. */
  Mono<List<T>> page(RecordQuery query);

  /**
   * At most {@code limit} records that arrived after number {@code arrival}, in the order of their
   * numbers. One that is being written may appear later, below others that are there already.
   *
   * @param notBefore records of earlier times are left out
   */
  Mono<List<Arrival<T>>> since(long arrival, Instant notBefore, RecordFilter filter, int limit);

  /** The highest number of an arrival there is, 0 if there is none. */
  Mono<Long> lastArrival();
}
