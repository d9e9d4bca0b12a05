package io.barograph.timescale.compact;

import io.barograph.timescale.block.SampleColumns;
import java.util.Arrays;

/**
 * Sorted samples, cut into runs of one series within one window and ordered by window, then series.
 * Reused; not thread-safe.
 */
final class WindowRuns {
  private static final int OFFSET_MASK = 127;

  private long[] keys = new long[1024];
  private int[] froms = new int[1024];
  private int[] tos = new int[1024];
  private int size;

  /** Run numbers in the order wanted; the upper half of each entry is what they are sorted by. */
  private long[] order = new long[1024];

  private SampleColumns samples = new SampleColumns(0);

  /** Takes the runs of {@code sorted}, which must not change while they are used. */
  void split(SampleColumns sorted) {
    samples = sorted;
    size = 0;
    long[] seriesIds = sorted.seriesIds();
    int from = 0;
    while (from < sorted.size()) {
      long key = keyAt(from);
      int to = from + 1;
      while (to < sorted.size() && seriesIds[to] == seriesIds[from] && keyAt(to) == key) {
        to++;
      }
      add(key, from, to);
      from = to;
    }
    orderByWindow();
  }

  private long keyAt(int i) {
    return WindowKey.ofSample(samples.seriesIds()[i], samples.timestamps()[i]);
  }

  private void add(long key, int from, int to) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      froms = Arrays.copyOf(froms, size * 2);
      tos = Arrays.copyOf(tos, size * 2);
      order = new long[size * 2];
    }
    keys[size] = key;
    froms[size] = from;
    tos[size] = to;
    size++;
  }

  /** Group by group: within one the runs lie by series, then hour, and must lie the other way. */
  private void orderByWindow() {
    int from = 0;
    while (from < size) {
      int group = WindowKey.group(keys[from]);
      int to = from;
      while (to < size && WindowKey.group(keys[to]) == group) {
        order[to] = (long) WindowKey.hour(keys[to]) << 32 | to;
        to++;
      }
      Arrays.sort(order, from, to);
      from = to;
    }
  }

  int size() {
    return size;
  }

  /** The window of the run at {@code place}. */
  long key(int place) {
    return keys[(int) order[place]];
  }

  int offset(int place) {
    return (int) (samples.seriesIds()[from(place)] & OFFSET_MASK);
  }

  /** The first sample of the run in the columns. */
  int from(int place) {
    return froms[(int) order[place]];
  }

  /** The end of the run in the columns, exclusive. */
  int to(int place) {
    return tos[(int) order[place]];
  }

  SampleColumns samples() {
    return samples;
  }
}
