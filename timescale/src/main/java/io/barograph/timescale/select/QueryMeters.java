package io.barograph.timescale.select;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.r2dbc.pool.PoolMetrics;
import java.time.Duration;
import java.util.function.ToIntFunction;

/** What queries count about themselves. */
final class QueryMeters {
  private final Timer queries;
  private final Counter rows;
  private final Counter samples;

  QueryMeters(MeterRegistry registry, PoolMetrics pool) {
    queries =
        Timer.builder("barograph.query.select")
            .description("selects of samples, from the subscription to the last series")
            .register(registry);
    rows =
        Counter.builder("barograph.query.rows")
            .description("fresh and settled rows read by selects")
            .register(registry);
    samples =
        Counter.builder("barograph.query.samples")
            .description("samples decoded by selects")
            .register(registry);
    connections(registry, pool, "busy", PoolMetrics::acquiredSize);
    connections(registry, pool, "idle", PoolMetrics::idleSize);
    Gauge.builder("barograph.query.connections.limit", pool, PoolMetrics::getMaxAllocatedSize)
        .description("connections to the database that queries may have open at a time")
        .register(registry);
    Gauge.builder("barograph.query.connections.awaited", pool, PoolMetrics::pendingAcquireSize)
        .description("selects that wait for a connection to the database")
        .register(registry);
  }

  private static void connections(
      MeterRegistry registry, PoolMetrics pool, String state, ToIntFunction<PoolMetrics> size) {
    Gauge.builder("barograph.query.connections", pool, size::applyAsInt)
        .description("connections to the database that queries have open")
        .tag("state", state)
        .register(registry);
  }

  void read(SliceSamples slice) {
    rows.increment(slice.rows());
    samples.increment(slice.samples());
  }

  void ended(long startedNanos) {
    queries.record(Duration.ofNanos(System.nanoTime() - startedNanos));
  }
}
