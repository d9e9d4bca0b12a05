package io.barograph.benchmarks.dataset;

import io.barograph.model.Labels;

/**
 * One captured series. A scrape that no longer showed it left a stale marker, once, as Prometheus
 * does.
 */
public final class CapturedSeries {
  private final Labels labels;
  private final long[] timestamps;
  private final double[] values;

  CapturedSeries(Labels labels, long[] timestamps, double[] values) {
    this.labels = labels;
    this.timestamps = timestamps;
    this.values = values;
  }

  /** Metric name, {@code job}, and what the target exposed. */
  public Labels labels() {
    return labels;
  }

  /** Milliseconds since the Unix epoch, strictly ascending; not a copy. */
  public long[] timestamps() {
    return timestamps;
  }

  /** As many as there are timestamps; not a copy. */
  public double[] values() {
    return values;
  }
}
