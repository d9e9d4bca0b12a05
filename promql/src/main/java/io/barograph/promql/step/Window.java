package io.barograph.promql.step;

import java.util.Arrays;

/**
 * The windows of range vectors, looked at series by series and step by step: the samples after
 * {@code end - length} up to {@code end}. Where they begin and end is found in one pass over the
 * timestamps, and only once for series one after the other that share them.
 */
public final class Window {
  private final RangeVectors ranges;

  /** Of each step; of the timestamps below. */
  private final int[] starts;

  private final int[] ends;
  private long[] placedTimestamps = {};
  private int placedSize;
  private int placements;

  private RangeSeries series = RangeSeries.EMPTY;
  private int step;

  /** On no series yet. */
  public Window(RangeVectors ranges) {
    this.ranges = ranges;
    this.starts = new int[ranges.count()];
    this.ends = new int[ranges.count()];
  }

  /** Goes to the first step of a series. */
  public void enter(RangeSeries next) {
    if (!isPlacedFor(next)) {
      placedTimestamps = next.timestamps();
      placedSize = next.size();
      placements++;
      place();
    }
    series = next;
    step = 0;
  }

  @SuppressWarnings("ReferenceEquality") // Series that share timestamps share the array.
  private boolean isPlacedFor(RangeSeries next) {
    return next.timestamps() == placedTimestamps && next.size() == placedSize;
  }

  /** Both borders only ever advance. */
  private void place() {
    int from = firstAfter(ranges.end(0) - ranges.length());
    int to = from;
    for (int i = 0; i < starts.length; i++) {
      long end = ranges.end(i);
      while (from < placedSize && placedTimestamps[from] <= end - ranges.length()) {
        from++;
      }
      to = Math.max(to, from);
      while (to < placedSize && placedTimestamps[to] <= end) {
        to++;
      }
      starts[i] = from;
      ends[i] = to;
    }
  }

  /** The first placement may be far into the samples. */
  private int firstAfter(long time) {
    int place = Arrays.binarySearch(placedTimestamps, 0, placedSize, time + 1);
    return place >= 0 ? place : -place - 1;
  }

  /** How often windows were placed; while it stays, each step sees the same timestamps. */
  public int placements() {
    return placements;
  }

  public int steps() {
    return starts.length;
  }

  public int step() {
    return step;
  }

  public void moveTo(int nextStep) {
    step = nextStep;
  }

  public RangeSeries series() {
    return series;
  }

  /** Index of the first sample in the window. */
  public int from() {
    return starts[step];
  }

  /** Index just after the last sample in the window. */
  public int to() {
    return ends[step];
  }

  public int size() {
    return ends[step] - starts[step];
  }

  public boolean isEmpty() {
    return size() == 0;
  }

  /** Exclusive. */
  public long start() {
    return end() - ranges.length();
  }

  /** Inclusive. */
  public long end() {
    return ranges.end(step);
  }

  public long[] timestamps() {
    return series.timestamps();
  }

  public double[] values() {
    return series.values();
  }
}
