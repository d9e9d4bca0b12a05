package io.barograph.queryapi.services;

import io.barograph.model.Labels;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The p95 above which a route counts as slow, in seconds. Buckets are compared, not estimates
 * within them: slow is what lies in a higher bucket, so that the error of a histogram makes nobody
 * slow.
 */
final class SlowLimit {
  private static final int FEWEST_PEERS = 3;

  private SlowLimit() {}

  /** From the window before; from the median of the processes where there was none. */
  static OptionalDouble of(Traffic before, TrafficTable<Labels> processes) {
    Optional<Quantile> usual = before.quantile(0.95);
    if (usual.isPresent()) {
      return OptionalDouble.of(usual.get().upper());
    }
    List<Double> bounds =
        processes.rows().values().stream()
            .flatMap(row -> row.getLast().quantile(0.95).stream())
            .map(Quantile::upper)
            .sorted()
            .toList();
    return bounds.size() < FEWEST_PEERS
        ? OptionalDouble.empty()
        : OptionalDouble.of(bounds.get((bounds.size() - 1) / 2));
  }

  static boolean isExceeded(OptionalDouble limit, Traffic traffic) {
    Optional<Quantile> p95 = traffic.quantile(0.95);
    return limit.isPresent() && p95.isPresent() && p95.get().lower() >= limit.getAsDouble();
  }
}
