package io.barograph.timescale.select;

import io.barograph.storage.TimeRange;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Samples by slot of their series, each slot's in the order they came, which is that of time. They
 * are written once, to where the answer has them: values to an array for each slot, timestamps to
 * one for all slots with the same ones, as series have that were scraped together.
 */
final class SlotSamples {
  /** Room for so many samples, 2 MB, and for twice those that are there may wait for more. */
  private static final int MOST_EXPECTED = 256 << 10;

  private final TimeRange range;
  private final @Nullable Timestamps[] timestamps;
  private final double[][] values;
  private final int[] counts;
  private @Nullable Timestamps latest;
  private long room;
  private int size;

  /** Shared: a slot has as many of them as it has values. */
  private static final class Timestamps {
    private long[] times;
    private int size;

    Timestamps(long[] times, int size) {
      this.times = times;
      this.size = size;
    }

    boolean continueWith(int at, long[] more, int from, int to) {
      int end = at + to - from;
      return end <= size
          ? Arrays.equals(times, at, end, more, from, to)
          : at == size && append(more, from, to);
    }

    /** What was handed out before stays as it is. */
    private boolean append(long[] more, int from, int to) {
      int end = size + to - from;
      if (end > times.length) {
        times = Arrays.copyOf(times, Math.max(end, 2 * size));
      }
      System.arraycopy(more, from, times, size, to - from);
      size = end;
      return true;
    }
  }

  SlotSamples(int slots, TimeRange range) {
    this.range = range;
    timestamps = new Timestamps[slots];
    values = new double[slots][];
    counts = new int[slots];
    Arrays.fill(values, new double[0]);
  }

  /** Samples of all slots. */
  int size() {
    return size;
  }

  /** Appends samples that are later than all that the slot has. */
  void add(int slot, long[] moreTimestamps, double[] moreValues, int from, int to) {
    int count = counts[slot];
    int end = count + to - from;
    timestamps[slot] = continued(timestamps[slot], count, moreTimestamps, from, to);
    if (end > values[slot].length) {
      int capacity = capacity(end, moreTimestamps, from, to);
      room += capacity - values[slot].length;
      values[slot] = Arrays.copyOf(values[slot], capacity);
    }
    System.arraycopy(moreValues, from, values[slot], count, to - from);
    counts[slot] = end;
    size = Math.addExact(size, to - from);
  }

  private Timestamps continued(
      @Nullable Timestamps known, int count, long[] more, int from, int to) {
    Timestamps candidate = known == null ? latest : known;
    if (candidate != null && candidate.continueWith(count, more, from, to)) {
      return candidate;
    }
    long[] own = new long[count + to - from];
    if (known != null) {
      System.arraycopy(known.times, 0, own, 0, count);
    }
    System.arraycopy(more, from, own, count, to - from);
    latest = new Timestamps(own, count + to - from);
    return latest;
  }

  /** As if the series goes on to the end of the range as it did in these samples. */
  private int capacity(int least, long[] times, int from, int to) {
    long took = times[to - 1] - times[from];
    long rest = range.end() - times[to - 1];
    double expected = took == 0 ? 0 : least + (double) (to - from) / took * rest;
    return Math.max(
        room + expected > MOST_EXPECTED + 2L * size ? least : (int) expected,
        Math.max(least, 2 * (least - to + from)));
  }

  /** How many samples the series at a slot has. */
  int count(int slot) {
    return counts[slot];
  }

  /** Milliseconds, shared and longer than {@link #count}; for a slot with samples. */
  long[] timestamps(int slot) {
    return Objects.requireNonNull(timestamps[slot]).times;
  }

  /** As many as {@link #count}, and room for more. */
  double[] values(int slot) {
    return values[slot];
  }
}
