package io.barograph.timescale.compact;

import io.barograph.storage.TimeRange;
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
    int from = 0;
    while (from < sorted.size()) {
      int endOfSeries = sorted.endOfSeries(from);
      while (from < endOfSeries) {
        long key = keyAt(from);
        int to = endOfWindow(key, from, endOfSeries);
        add(key, from, to);
        from = to;
      }
    }
    orderByWindow();
  }

  /** Most series have all their samples within one hour. */
  private int endOfWindow(long key, int from, int endOfSeries) {
    if (keyAt(endOfSeries - 1) == key) {
      return endOfSeries;
    }
    int to = from + 1;
    while (keyAt(to) == key) {
      to++;
    }
    return to;
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

  /** The first sample of the run that is not before the span; its end if there is none. */
  int from(int place, TimeRange span) {
    int from = from(place);
    return samples.timestamps()[from] >= span.start()
        ? from
        : firstAtOrAfter(span.start(), from, to(place));
  }

  /** The end, exclusive, of what the run has within the span. */
  int to(int place, TimeRange span) {
    int to = to(place);
    return samples.timestamps()[to - 1] <= span.end()
        ? to
        : firstAtOrAfter(span.end() + 1, from(place), to);
  }

  /** How many samples the runs at these places (the second exclusive) have within the span. */
  long count(int fromPlace, int toPlace, TimeRange span) {
    long count = 0;
    for (int place = fromPlace; place < toPlace; place++) {
      count += Math.max(0, to(place, span) - from(place, span));
    }
    return count;
  }

  private int firstAtOrAfter(long timestamp, int from, int to) {
    int found = Arrays.binarySearch(samples.timestamps(), from, to, timestamp);
    return found < 0 ? -found - 1 : found;
  }

  SampleColumns samples() {
    return samples;
  }
}
