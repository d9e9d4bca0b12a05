package io.barograph.promql.step;

import java.util.Arrays;

/**
 * A window over the samples of one series that moves forward: the samples after {@code end -
 * length} up to {@code end}. Both its borders only ever advance, so moving it over all steps costs
 * one pass over the samples.
 */
public final class Window {
  private final RangeSeries series;
  private final long length;
  private int from;
  private int to;
  private long end;

  /** A window that has not been placed yet. */
  public Window(RangeSeries series, long length) {
    this.series = series;
    this.length = length;
  }

  /** Moves to a later end, or stays where it is. */
  public void moveTo(long newEnd) {
    long[] timestamps = series.timestamps();
    int size = series.size();
    long start = newEnd - length;
    if (to == 0 && size > 0 && timestamps[0] <= start) {
      // The first placement may be far into the samples.
      int place = Arrays.binarySearch(timestamps, 0, size, start + 1);
      from = place >= 0 ? place : -place - 1;
      to = from;
    }
    while (from < size && timestamps[from] <= start) {
      from++;
    }
    to = Math.max(to, from);
    while (to < size && timestamps[to] <= newEnd) {
      to++;
    }
    end = newEnd;
  }

  public RangeSeries series() {
    return series;
  }

  /** Index of the first sample in the window. */
  public int from() {
    return from;
  }

  /** Index just after the last sample in the window. */
  public int to() {
    return to;
  }

  public int size() {
    return to - from;
  }

  public boolean isEmpty() {
    return to == from;
  }

  /** Exclusive. */
  public long start() {
    return end - length;
  }

  /** Inclusive. */
  public long end() {
    return end;
  }

  public long[] timestamps() {
    return series.timestamps();
  }

  public double[] values() {
    return series.values();
  }
}
