package io.barograph.timescale.select;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What queries count about themselves. */
final class QueryMeters {
  private final Timer queries;
  private final Counter rows;
  private final Counter samples;

  QueryMeters(MeterRegistry registry) {
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
  }

  void read(SliceSamples slice) {
    rows.increment(slice.rows());
    samples.increment(slice.samples());
  }

  void ended(long startedNanos) {
    queries.record(Duration.ofNanos(System.nanoTime() - startedNanos));
  }
}
