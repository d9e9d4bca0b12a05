package io.barograph.timescale.compact;

import io.barograph.storage.TimeRange;
import io.barograph.timescale.block.FreshBlockReader;
import io.barograph.timescale.block.SampleColumns;
import java.util.Arrays;

/**
 * The fresh samples of as many neighbouring windows as memory takes. Rows are read one by one; when
 * the columns are full, the upper half of the windows is left to the next pass and the reading goes
 * on with the rest. So the bound holds however the samples lie, without a count beforehand, unless
 * a single window alone exceeds it.
 */
final class CompactionPass {
  /** Enough for a median that cuts near the middle. */
  private static final int PROBES = 1024;

  private final FreshBlockReader reader = new FreshBlockReader();
  private final SampleColumns columns = new SampleColumns();
  private final int capacity;

  private int limit;
  private long firstKey;
  private long lastKey;

  CompactionPass(int capacity) {
    this.capacity = capacity;
  }

  /** Forgets everything; from now on samples of windows below {@code key} are passed over. */
  void beginAt(long key) {
    columns.clear();
    limit = capacity;
    firstKey = key;
    lastKey = WindowKey.LAST;
  }

  /** The last window of this pass, {@link WindowKey#LAST} if it takes all that are left. */
  long lastKey() {
    return lastKey;
  }

  int firstGroup() {
    return WindowKey.group(firstKey);
  }

  int lastGroup() {
    return WindowKey.group(lastKey);
  }

  void read(byte[] payload) {
    reader.read(payload, this::isOfPass, TimeRange.ALL, columns);
    if (columns.size() > limit) {
      makeRoom();
    }
  }

  private boolean isOfPass(long seriesId) {
    long group = seriesId >>> 7;
    return group >= firstGroup() && group <= lastGroup();
  }

  /** The samples of this pass, sorted and without duplicates. */
  SampleColumns finish() {
    sweep();
    columns.sort();
    columns.deduplicate();
    return columns;
  }

  private void makeRoom() {
    sweep();
    while (columns.size() > limit) {
      long cut = keyBelowUpperHalf();
      if (cut < firstKey) {
        // One window alone fills the memory: it cannot be cut, only held.
        limit = Math.multiplyExact(columns.size(), 2);
        return;
      }
      lastKey = cut;
      sweep();
    }
  }

  /** A key that leaves something out and keeps about half; below the first key if there is none. */
  private long keyBelowUpperHalf() {
    int size = columns.size();
    long[] probes = new long[Math.min(PROBES, size)];
    for (int i = 0; i < probes.length; i++) {
      probes[i] = keyAt((int) ((long) i * size / probes.length));
    }
    Arrays.sort(probes);
    long median = probes[probes.length / 2];
    long highest = Long.MIN_VALUE;
    long highestBelowMedian = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      long key = keyAt(i);
      highest = Math.max(highest, key);
      if (key < median) {
        highestBelowMedian = Math.max(highestBelowMedian, key);
      }
    }
    return median < highest ? median : highestBelowMedian;
  }

  private long keyAt(int i) {
    return WindowKey.ofSample(columns.seriesIds()[i], columns.timestamps()[i]);
  }

  /** Drops what is not of this pass, in place: nothing is written before it has been read. */
  private void sweep() {
    int size = columns.size();
    long[] seriesIds = columns.seriesIds();
    long[] timestamps = columns.timestamps();
    double[] values = columns.values();
    columns.clear();
    for (int i = 0; i < size; i++) {
      long key = WindowKey.ofSample(seriesIds[i], timestamps[i]);
      if (key >= firstKey && key <= lastKey) {
        columns.add(seriesIds[i], timestamps[i], values[i]);
      }
    }
  }
}
