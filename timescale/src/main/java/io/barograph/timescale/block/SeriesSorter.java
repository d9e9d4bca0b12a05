package io.barograph.timescale.block;

/**
 * Stable sort of three columns by series id alone. What comes in is mostly in order of time, so
 * that {@link ColumnSorter} hardly ever has to sort by timestamp as well. Ids and places are packed
 * into one long each, so that the passes of the radix sort read and write a single array.
 */
final class SeriesSorter {
  /** Buckets of a pass, at most: more than this, and their ends no longer stay in the cache. */
  private static final int MAX_DIGIT_BITS = 11;

  private final int[] starts = new int[1 << MAX_DIGIT_BITS];
  private long[] keys = new long[0];

  /** What a pass writes to; in the end, the timestamps in order. */
  private long[] spare = new long[0];

  private double[] sortedValues = new double[0];

  /**
   * Sorts ids in place; timestamps and values are then to be exchanged for those in order. The
   * arrays are of one length.
   *
   * @return whether the columns could be sorted this way: ids must not lie too far apart
   */
  boolean sort(long[] seriesIds, long[] timestamps, double[] values, int size) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      min = Math.min(min, seriesIds[i]);
      max = Math.max(max, seriesIds[i]);
    }
    int idBits = 64 - Long.numberOfLeadingZeros(max - min);
    int placeBits = 32 - Integer.numberOfLeadingZeros(size);
    if (idBits + placeBits > 64) {
      return false;
    }
    ensureRoom(values.length);
    for (int i = 0; i < size; i++) {
      keys[i] = (seriesIds[i] - min) << placeBits | i;
    }
    sortKeys(size, placeBits, idBits);
    int placeMask = (1 << placeBits) - 1;
    for (int i = 0; i < size; i++) {
      long key = keys[i];
      int place = (int) key & placeMask;
      seriesIds[i] = (key >>> placeBits) + min;
      spare[i] = timestamps[place];
      sortedValues[i] = values[place];
    }
    return true;
  }

  /** After a sort: the timestamps in order. The sorter keeps the other array instead. */
  long[] exchangeTimestamps(long[] timestamps) {
    long[] sorted = spare;
    spare = timestamps;
    return sorted;
  }

  /** After a sort: the values in order. The sorter keeps the other array instead. */
  double[] exchangeValues(double[] values) {
    double[] sorted = sortedValues;
    sortedValues = values;
    return sorted;
  }

  private void sortKeys(int size, int placeBits, int idBits) {
    int passes = (idBits + MAX_DIGIT_BITS - 1) / MAX_DIGIT_BITS;
    int done = 0;
    for (int pass = 0; pass < passes; pass++) {
      int digitBits = (idBits - done) / (passes - pass);
      sortByDigit(size, placeBits + done, digitBits);
      done += digitBits;
    }
  }

  private void sortByDigit(int size, int shift, int digitBits) {
    int digits = 1 << digitBits;
    int mask = digits - 1;
    for (int digit = 0; digit < digits; digit++) {
      starts[digit] = 0;
    }
    for (int i = 0; i < size; i++) {
      starts[(int) (keys[i] >>> shift) & mask]++;
    }
    int start = 0;
    for (int digit = 0; digit < digits; digit++) {
      int count = starts[digit];
      starts[digit] = start;
      start += count;
    }
    for (int i = 0; i < size; i++) {
      long key = keys[i];
      spare[starts[(int) (key >>> shift) & mask]++] = key;
    }
    long[] swap = keys;
    keys = spare;
    spare = swap;
  }

  private void ensureRoom(int length) {
    if (keys.length != length) {
      keys = new long[length];
      spare = new long[length];
      sortedValues = new double[length];
    }
  }
}
