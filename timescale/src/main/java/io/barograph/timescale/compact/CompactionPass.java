package io.barograph.timescale.compact;

import static java.lang.Math.clamp;

import io.barograph.storage.TimeRange;
import io.barograph.timescale.block.BlockFormatException;
import io.barograph.timescale.block.FreshBlockReader;
import io.barograph.timescale.block.SampleColumns;
import java.util.Arrays;

/**
 * The fresh samples of as many neighbouring cells as memory takes; a cell is ten seconds of a group
 * of series. Rows are read one by one; when the columns are full, the upper half of the cells is
 * left to the next pass and the reading goes on with the rest. So the bound holds however the
 * samples lie, without a count beforehand. A single cell has at most 1,280,000 samples, one for
 * each series and millisecond, and takes up to twice as many with those that overwrite each other.
 */
final class CompactionPass {
  /** Enough for a median that cuts near the middle. */
  private static final int PROBES = 1024;

  /** Below any cell. */
  static final long FIRST = 0;

  /** Beyond any cell: no group has this number. */
  static final long LAST = Long.MAX_VALUE;

  private static final int GROUP_SHIFT = 7;

  private final FreshBlockReader reader = new FreshBlockReader();
  private final SampleColumns columns = new SampleColumns();
  private final int capacity;

  private int limit;
  private long firstKey;
  private long lastKey;

  CompactionPass(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Forgets everything; from now on samples of cells before the first and after the last are passed
   * over.
   */
  void begin(long first, long last) {
    columns.clear();
    limit = capacity;
    firstKey = first;
    lastKey = last;
  }

  /**
   * The last cell that the next pass should ask for: as many groups as will nearly fill the memory
   * if they are like those of this pass, because rows beyond would be sent for nothing. {@link
   * #LAST} if this pass, once finished, is empty.
   */
  long nextLast() {
    if (columns.size() == 0) {
      return LAST;
    }
    long groups = lastGroup() - firstGroup() + 1L;
    long last = lastGroup() + 1 + groups * capacity / columns.size() * 9 / 10;
    return last < Integer.MAX_VALUE ? ((last + 1) << 32) - 1 : LAST;
  }

  /** The last cell of this pass, {@link #LAST} if it takes all that are left. */
  long lastKey() {
    return lastKey;
  }

  int firstGroup() {
    return (int) (firstKey >>> 32);
  }

  int lastGroup() {
    return (int) (lastKey >>> 32);
  }

  /** The times in which samples of this pass may lie: all, unless it is within one group. */
  TimeRange times() {
    boolean oneGroup = firstGroup() == lastGroup();
    long first = cell(firstKey);
    long last = cell(lastKey);
    return new TimeRange(
        oneGroup && first > Integer.MIN_VALUE ? first * SpanCuts.CELL_MILLIS : Long.MIN_VALUE,
        oneGroup && last < Integer.MAX_VALUE
            ? last * SpanCuts.CELL_MILLIS + SpanCuts.CELL_MILLIS - 1
            : Long.MAX_VALUE);
  }

  /**
   * Takes what the block has for this pass.
   *
   * @throws BlockFormatException if the block is damaged; then nothing of it is taken
   */
  void read(byte[] payload) {
    int before = columns.size();
    try {
      reader.read(payload, this::isOfPass, TimeRange.ALL, columns);
    } catch (BlockFormatException e) {
      columns.truncate(before);
      throw e;
    }
    if (columns.size() > limit) {
      makeRoom();
    }
  }

  private boolean isOfPass(long seriesId) {
    long group = seriesId >>> GROUP_SHIFT;
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
        // One cell alone fills the memory: it cannot be cut, only rid of what is overwritten.
        columns.sort();
        columns.deduplicate();
        limit = Math.max(capacity, 2 * columns.size());
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
    if (median < probes[probes.length - 1]) {
      return median;
    }
    long highestBelowMedian = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      long key = keyAt(i);
      if (key > median) {
        return median;
      }
      if (key < median) {
        highestBelowMedian = Math.max(highestBelowMedian, key);
      }
    }
    return highestBelowMedian;
  }

  private long keyAt(int i) {
    return keyOf(columns.seriesIds()[i], columns.timestamps()[i]);
  }

  /**
   * Orders by group, then cell. Cells that no int holds, seven centuries away, become the nearest.
   */
  private static long keyOf(long seriesId, long timestamp) {
    long cell =
        clamp(Math.floorDiv(timestamp, SpanCuts.CELL_MILLIS), Integer.MIN_VALUE, Integer.MAX_VALUE);
    return seriesId >>> GROUP_SHIFT << 32 | (cell - Integer.MIN_VALUE);
  }

  private static long cell(long key) {
    return Integer.toUnsignedLong((int) key) + Integer.MIN_VALUE;
  }

  /** Drops what is not of this pass, in place: nothing is written before it has been read. */
  private void sweep() {
    if (firstKey == FIRST && lastKey == LAST) {
      return;
    }
    int size = columns.size();
    long[] seriesIds = columns.seriesIds();
    long[] timestamps = columns.timestamps();
    double[] values = columns.values();
    columns.clear();
    for (int i = 0; i < size; i++) {
      if (isOfPass(seriesIds[i], timestamps[i])) {
        columns.add(seriesIds[i], timestamps[i], values[i]);
      }
    }
  }

  /** Most groups are of the pass as a whole, and need no division to tell. */
  private boolean isOfPass(long seriesId, long timestamp) {
    long group = seriesId >>> GROUP_SHIFT;
    if (group > firstGroup() && group < lastGroup()) {
      return true;
    }
    long key = keyOf(seriesId, timestamp);
    return key >= firstKey && key <= lastKey;
  }
}
