package io.barograph.storage.alerts;

import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** Reads the history of alerts, written by whatever server. */
public interface AlertHistory {
  /** What a server without a store has. */
  AlertHistory NONE =
      new AlertHistory() {
        @Override
        public Mono<List<HistoryEntry>> page(HistoryQuery query) {
          return Mono.just(List.of());
        }

        @Override
        public Mono<List<HistoryEntry>> since(long id, Instant notBefore, int limit) {
          return Mono.just(List.of());
        }

        @Override
        public Mono<Long> lastId() {
          return Mono.just(0L);
        }
      };

  /** At most {@code query.limit()} rows, newest first. */
  Mono<List<HistoryEntry>> page(HistoryQuery query);

  /**
   * At most {@code limit} rows with higher ids, in their order. A row that is being written may
   * appear later, below others that are there already.
   *
   * @param notBefore rows of alerts that changed earlier are left out
   */
  Mono<List<HistoryEntry>> since(long id, Instant notBefore, int limit);

  /** The highest id there is, 0 if there is none. */
  Mono<Long> lastId();
}
