package io.barograph.agent.micrometer;

import io.micrometer.core.instrument.AbstractTimer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.NoopHistogram;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import java.util.concurrent.TimeUnit;

/** Times that are counted since the process began; none of it decays. */
final class HistogramTimer extends AbstractTimer {
  private static final double NANOS = 1e9;

  private final Buckets buckets;
  private final TimeWindowMax max;

  HistogramTimer(
      Id id,
      Clock clock,
      DistributionStatisticConfig config,
      PauseDetector pauses,
      Buckets buckets) {
    super(id, clock, pauses, TimeUnit.SECONDS, NoopHistogram.INSTANCE);
    this.buckets = buckets;
    this.max = new TimeWindowMax(clock, config);
  }

  @Override
  protected void recordNonNegative(long amount, TimeUnit unit) {
    long nanos = unit.toNanos(amount);
    buckets.record(nanos / NANOS);
    max.record((double) nanos, TimeUnit.NANOSECONDS);
  }

  Buckets buckets() {
    return buckets;
  }

  @Override
  public long count() {
    return buckets.count();
  }

  @Override
  public double totalTime(TimeUnit unit) {
    return buckets.sum() * (NANOS / unit.toNanos(1));
  }

  @Override
  public double max(TimeUnit unit) {
    return max.poll(unit);
  }

  @Override
  public HistogramSnapshot takeSnapshot() {
    return HistogramSnapshot.empty(count(), totalTime(baseTimeUnit()), max(baseTimeUnit()));
  }
}
