package io.barograph.timescale.block;

import java.util.Arrays;

/**
 * Stable radix sort of three columns by series id, then timestamp: least significant byte first,
 * timestamps before ids, passing over the bytes in which no two keys differ. A flush spans few
 * seconds and few ids, so about four passes do it.
 */
final class ColumnSorter {
  private static final int RADIX = 256;

  private final int[] counts = new int[RADIX];
  private int[] order = new int[0];
  private int[] nextOrder = new int[0];
  private long[] sortedLongs = new long[0];
  private double[] sortedDoubles = new double[0];

  void sort(long[] seriesIds, long[] timestamps, double[] values, int size) {
    if (order.length < size) {
      order = new int[size];
      nextOrder = new int[size];
      sortedLongs = new long[size];
      sortedDoubles = new double[size];
    }
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    orderBy(timestamps, size);
    orderBy(seriesIds, size);
    permute(seriesIds, size);
    permute(timestamps, size);
    for (int i = 0; i < size; i++) {
      sortedDoubles[i] = values[order[i]];
    }
    System.arraycopy(sortedDoubles, 0, values, 0, size);
  }

  private void orderBy(long[] keys, int size) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      min = Math.min(min, keys[i]);
      max = Math.max(max, keys[i]);
    }
    // The difference may wrap; read as unsigned it is right all the same.
    int keyBits = 64 - Long.numberOfLeadingZeros(max - min);
    for (int shift = 0; shift < keyBits; shift += 8) {
      pass(keys, min, shift, size);
    }
  }

  private void pass(long[] keys, long min, int shift, int size) {
    Arrays.fill(counts, 0);
    for (int i = 0; i < size; i++) {
      counts[(int) ((keys[i] - min) >>> shift) & (RADIX - 1)]++;
    }
    int start = 0;
    for (int digit = 0; digit < RADIX; digit++) {
      int count = counts[digit];
      if (count == size) {
        return;
      }
      counts[digit] = start;
      start += count;
    }
    for (int i = 0; i < size; i++) {
      int row = order[i];
      nextOrder[counts[(int) ((keys[row] - min) >>> shift) & (RADIX - 1)]++] = row;
    }
    int[] swap = order;
    order = nextOrder;
    nextOrder = swap;
  }

  private void permute(long[] column, int size) {
    for (int i = 0; i < size; i++) {
      sortedLongs[i] = column[order[i]];
    }
    System.arraycopy(sortedLongs, 0, column, 0, size);
  }
}
