package io.barograph.timescale.select;

import java.util.Arrays;

/**
 * Runs of settled samples by slot of their series, each slot's in the order they came. They lie on
 * pages, so that nothing is moved when more come.
 */
final class SettledRuns {
  private static final int NONE = -1;
  private static final int FIRST_PAGE = 1024;
  private static final int LARGEST_PAGE = 64 * 1024;

  private final int[] firstRuns;
  private final int[] lastRuns;
  private final int[] counts;

  private int[] froms = new int[64];
  private int[] tos = new int[64];
  private int[] nextRuns = new int[64];
  private Page[] pageOfRun = new Page[64];
  private int runs;

  private Page page = new Page(FIRST_PAGE);
  private int used;
  private int size;

  /** Samples of some runs. */
  private static final class Page {
    private final long[] timestamps;
    private final double[] values;

    Page(int capacity) {
      timestamps = new long[capacity];
      values = new double[capacity];
    }
  }

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
    ensureRoom(length);
    System.arraycopy(moreTimestamps, from, page.timestamps, used, length);
    System.arraycopy(moreValues, from, page.values, used, length);
    pageOfRun[runs] = page;
    froms[runs] = used;
    tos[runs] = used + length;
    nextRuns[runs] = NONE;
    if (firstRuns[slot] == NONE) {
      firstRuns[slot] = runs;
    } else {
      nextRuns[lastRuns[slot]] = runs;
    }
    lastRuns[slot] = runs++;
    counts[slot] += length;
    used += length;
    size = Math.addExact(size, length);
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
      Page from = pageOfRun[run];
      System.arraycopy(from.timestamps, froms[run], intoTimestamps, at, length);
      System.arraycopy(from.values, froms[run], intoValues, at, length);
      at += length;
    }
  }

  private void ensureRoom(int length) {
    if (runs == froms.length) {
      froms = Arrays.copyOf(froms, runs * 2);
      tos = Arrays.copyOf(tos, runs * 2);
      nextRuns = Arrays.copyOf(nextRuns, runs * 2);
      pageOfRun = Arrays.copyOf(pageOfRun, runs * 2);
    }
    if (length > page.values.length - used) {
      page = new Page(Math.max(length, Math.min(LARGEST_PAGE, page.values.length * 2)));
      used = 0;
    }
  }
}
