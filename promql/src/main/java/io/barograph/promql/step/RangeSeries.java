package io.barograph.promql.step;

import io.barograph.model.Labels;

/** A series with samples in ascending time, of which windows are looked at. No stale markers. */
public final class RangeSeries {
  private final Labels labels;
  private final boolean nameDropped;
  private final long[] timestamps;
  private final double[] values;
  private final int size;

  /** Arrays as they stand, not copied; only the first {@code size} places count. */
  public RangeSeries(
      Labels labels, boolean nameDropped, long[] timestamps, double[] values, int size) {
    this.labels = labels;
    this.nameDropped = nameDropped;
    this.timestamps = timestamps;
    this.values = values;
    this.size = size;
  }

  public Labels labels() {
    return labels;
  }

  public boolean nameDropped() {
    return nameDropped;
  }

  /** Milliseconds since the Unix epoch; shared with other selectors, never written to. */
  public long[] timestamps() {
    return timestamps;
  }

  /** Shared with other selectors, never written to. */
  public double[] values() {
    return values;
  }

  public int size() {
    return size;
  }
}
