package io.barograph.timescale.block;

import java.util.Arrays;

/**
 * Merges runs of one series from several sources, given in order of acceptance: settled block
 * first, then fresh ones by flush. Of samples with the same timestamp the one added last wins.
 *
 * <p>Runs that follow one another in time, the usual case, are appended; a run that reaches back is
 * merged into the tail it overlaps. Reused by clearing it; not thread-safe.
 */
public final class BlockMerge {
  private long[] timestamps = new long[512];
  private double[] values = new double[512];
  private int size;

  public void clear() {
    size = 0;
  }

  public int size() {
    return size;
  }

  /** Strictly ascending; may be longer than {@link #size()}, and is replaced when it grows. */
  public long[] timestamps() {
    return timestamps;
  }

  /** May be longer than {@link #size()}, and is replaced when it grows. */
  public double[] values() {
    return values;
  }

  /** Adds samples {@code from} to {@code to} (exclusive), which ascend strictly in time. */
  public void add(long[] moreTimestamps, double[] moreValues, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return;
    }
    ensureRoom(length);
    if (size == 0 || moreTimestamps[from] > timestamps[size - 1]) {
      System.arraycopy(moreTimestamps, from, timestamps, size, length);
      System.arraycopy(moreValues, from, values, size, length);
      size += length;
    } else {
      mergeTail(moreTimestamps, moreValues, from, to);
    }
  }

  /**
   * Merges from the back, so that only the tail from the first added timestamp on moves; samples
   * overwritten leave a gap in front of that tail, closed at the end.
   */
  private void mergeTail(long[] moreTimestamps, double[] moreValues, int from, int to) {
    int old = size - 1;
    int more = to - 1;
    int write = size + (to - from) - 1;
    int end = write + 1;
    while (more >= from) {
      if (old >= 0 && timestamps[old] > moreTimestamps[more]) {
        timestamps[write] = timestamps[old];
        values[write] = values[old];
        old--;
      } else {
        if (old >= 0 && timestamps[old] == moreTimestamps[more]) {
          old--;
        }
        timestamps[write] = moreTimestamps[more];
        values[write] = moreValues[more];
        more--;
      }
      write--;
    }
    int gap = write - old;
    if (gap > 0) {
      int tail = end - (write + 1);
      System.arraycopy(timestamps, write + 1, timestamps, old + 1, tail);
      System.arraycopy(values, write + 1, values, old + 1, tail);
    }
    size = end - gap;
  }

  private void ensureRoom(int more) {
    int wanted = Math.addExact(size, more);
    if (wanted > values.length) {
      int capacity = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(wanted, values.length * 2L));
      timestamps = Arrays.copyOf(timestamps, capacity);
      values = Arrays.copyOf(values, capacity);
    }
  }
}
