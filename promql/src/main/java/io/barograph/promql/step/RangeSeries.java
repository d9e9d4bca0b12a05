package io.barograph.promql.step;

import io.barograph.model.Labels;

/** A series with samples in ascending time, of which windows are looked at. No stale markers. */
public final class RangeSeries {
  static final RangeSeries EMPTY =
      new RangeSeries(Labels.EMPTY, false, new long[0], new double[0], 0);

  private final Labels labels;
  private final boolean nameDropped;
  private final long[] timestamps;
  private final double[] values;
  private final int size;

  /** Above zero if any value is below the one before, below zero if none is, zero if unknown. */
  private int falls;

  /** Arrays as they stand, not copied; only the first {@code size} places count. */
  public RangeSeries(
      Labels labels, boolean nameDropped, long[] timestamps, double[] values, int size) {
    this.labels = labels;
    this.nameDropped = nameDropped;
    this.timestamps = timestamps;
    this.values = values;
    this.size = size;
  }

  /** The same where {@link #rising(double[], int)} has seen all samples rise. */
  public static RangeSeries allRising(Labels labels, long[] timestamps, double[] values, int size) {
    RangeSeries series = new RangeSeries(labels, false, timestamps, values, size);
    series.falls = -1;
    return series;
  }

  /** How many samples, from the first on, are numbers and not below the one before them. */
  public static int rising(double[] values, int size) {
    double before = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      double value = values[i];
      if (!(value >= before)) {
        return i;
      }
      before = value;
    }
    return size;
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

  /** Whether no value is below the one before it, as of a counter that never began anew. */
  public boolean neverFalls() {
    if (falls == 0) {
      falls = anyFall() ? 1 : -1;
    }
    return falls < 0;
  }

  private boolean anyFall() {
    for (int i = 1; i < size; i++) {
      if (values[i] < values[i - 1]) {
        return true;
      }
    }
    return false;
  }
}
