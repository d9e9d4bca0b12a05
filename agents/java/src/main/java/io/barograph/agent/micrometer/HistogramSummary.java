package io.barograph.agent.micrometer;

import io.micrometer.core.instrument.AbstractDistributionSummary;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.NoopHistogram;
import io.micrometer.core.instrument.distribution.TimeWindowMax;

/** Sizes that are counted since the process began; none of it decays. */
final class HistogramSummary extends AbstractDistributionSummary {
  private final Buckets buckets;
  private final TimeWindowMax max;

  HistogramSummary(
      Id id, Clock clock, DistributionStatisticConfig config, double scale, Buckets buckets) {
    super(id, scale, NoopHistogram.INSTANCE);
    this.buckets = buckets;
    this.max = new TimeWindowMax(clock, config);
  }

  @Override
  protected void recordNonNegative(double amount) {
    buckets.record(amount);
    max.record(amount);
  }

  Buckets buckets() {
    return buckets;
  }

  @Override
  public long count() {
    return buckets.count();
  }

  @Override
  public double totalAmount() {
    return buckets.sum();
  }

  @Override
  public double max() {
    return max.poll();
  }

  @Override
  public HistogramSnapshot takeSnapshot() {
    return HistogramSnapshot.empty(count(), totalAmount(), max());
  }
}
