package io.barograph.queryapi;

import io.barograph.storage.alerts.AlertHistory;
import io.barograph.storage.alerts.HistoryEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds rows that are new. Transactions may commit in another order than their ids, so ids count as
 * settled only some seconds after they were seen, and until then rows below them are looked for.
 */
final class HistoryFollower {
  private static final Duration SETTLED_AFTER = Duration.ofSeconds(10);
  private static final Duration LOOKBACK = Duration.ofMinutes(10);
  private static final int MOST = 5_000;

  private final AlertHistory history;
  private final Clock clock;
  private final NavigableMap<Long, Instant> seen = new TreeMap<>();
  private long settled = -1;

  HistoryFollower(AlertHistory history, Clock clock) {
    this.history = history;
    this.clock = clock;
  }

  /** What has come since the last call, of which one is under way at a time. */
  Flux<HistoryEntry> news() {
    Mono<Long> start = settled < 0 ? history.lastId() : Mono.just(settled);
    return start
        .flatMap(
            from -> {
              settled = from;
              return history.since(from, clock.instant().minus(LOOKBACK), MOST);
            })
        .flatMapIterable(this::unseen);
  }

  private List<HistoryEntry> unseen(List<HistoryEntry> rows) {
    Instant now = clock.instant();
    List<HistoryEntry> news =
        rows.stream().filter(row -> seen.putIfAbsent(row.id(), now) == null).toList();
    Instant old = now.minus(SETTLED_AFTER);
    while (!seen.isEmpty() && seen.firstEntry().getValue().isBefore(old)) {
      settled = seen.pollFirstEntry().getKey();
    }
    return news;
  }
}
