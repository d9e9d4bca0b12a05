package io.barograph.timescale.select;

import java.util.Arrays;

/** Runs of settled samples by slot of their series, each slot's in the order they came. */
final class SettledRuns {
  private static final int NONE = -1;

  private final int[] firstRuns;
  private final int[] lastRuns;
  private final int[] counts;

  private int[] froms = new int[256];
  private int[] tos = new int[256];
  private int[] nextRuns = new int[256];
  private int runs;

  private long[] timestamps = new long[4096];
  private double[] values = new double[4096];
  private int size;

  SettledRuns(int slots) {
    firstRuns = new int[slots];
    lastRuns = new int[slots];
    counts = new int[slots];
    Arrays.fill(firstRuns, NONE);
    Arrays.fill(lastRuns, NONE);
  }

  int size() {
    return size;
  }

  void add(int slot, long[] moreTimestamps, double[] moreValues, int from, int to) {
    int length = to - from;
    ensureRoom(Math.addExact(size, length));
    System.arraycopy(moreTimestamps, from, timestamps, size, length);
    System.arraycopy(moreValues, from, values, size, length);
    froms[runs] = size;
    tos[runs] = size + length;
    nextRuns[runs] = NONE;
    if (firstRuns[slot] == NONE) {
      firstRuns[slot] = runs;
    } else {
      nextRuns[lastRuns[slot]] = runs;
    }
    lastRuns[slot] = runs++;
    counts[slot] += length;
    size += length;
  }

  /** How many samples the series at a slot has. */
  int count(int slot) {
    return counts[slot];
  }

  /** Copies all samples of a slot to the beginning of these arrays. */
  void copy(int slot, long[] intoTimestamps, double[] intoValues) {
    int at = 0;
    for (int run = firstRuns[slot]; run != NONE; run = nextRuns[run]) {
      int length = tos[run] - froms[run];
      System.arraycopy(timestamps, froms[run], intoTimestamps, at, length);
      System.arraycopy(values, froms[run], intoValues, at, length);
      at += length;
    }
  }

  private void ensureRoom(int wanted) {
    if (runs == froms.length) {
      froms = Arrays.copyOf(froms, runs * 2);
      tos = Arrays.copyOf(tos, runs * 2);
      nextRuns = Arrays.copyOf(nextRuns, runs * 2);
    }
    if (wanted > values.length) {
      int capacity = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(wanted, values.length * 2L));
      timestamps = Arrays.copyOf(timestamps, capacity);
      values = Arrays.copyOf(values, capacity);
    }
  }
}
