package io.barograph.timescale.block;

/**
 * Encodes a span of series into one block: ids, timestamp columns, values. Takes any number of
 * series from one up; each has at least one sample. Layout: {@code docs/block-format.md}.
 */
final class BlockEncoder {
  /** Series in one block. */
  static final int MAX_SERIES = 1 << 16;

  /**
   * Numbers in one run, and so samples of one series: more than an hour has milliseconds. Bounds
   * what a damaged block can make a reader allocate, as the next one does.
   */
  static final int MAX_RUN = 1 << 22;

  /** Timestamps in one block, those shared counted once. */
  static final int MAX_TIMESTAMPS = 1 << 24;

  /** Constant series share a run up to this many values. */
  private static final int MAX_SHARED_CONSTANT = 1 << 16;

  /** A series with fewer samples than this shares its value run with its neighbours. */
  private static final int OWN_RUN = 16;

  private static final int GROUP_SHIFT = 7;

  private final IntegerRunEncoder integers = new IntegerRunEncoder();
  private final ValueRunEncoder valueRuns = new ValueRunEncoder();
  private final TimestampColumns columns = new TimestampColumns();
  private final PayloadWriter slice = new PayloadWriter();

  /**
   * Series {@code i} is {@code seriesIds[i]} with the samples {@code starts[i]} to {@code starts[i
   * + 1] - 1}; ids ascend strictly, and timestamps within a series.
   */
  void encode(
      long[] seriesIds,
      int[] starts,
      int seriesCount,
      long[] timestamps,
      double[] values,
      PayloadWriter out) {
    out.putVarint(seriesCount);
    writeIds(seriesIds, seriesCount, out);
    columns.write(starts, seriesCount, timestamps, integers, out);
    writeValues(seriesIds, starts, seriesCount, values, out);
  }

  private static void writeIds(long[] seriesIds, int seriesCount, PayloadWriter out) {
    out.putVarint(seriesIds[0]);
    int runStart = 0;
    for (int i = 1; i <= seriesCount; i++) {
      if (i == seriesCount || seriesIds[i] != seriesIds[i - 1] + 1) {
        out.putVarint(i - runStart);
        if (i < seriesCount) {
          out.putVarint(seriesIds[i] - seriesIds[i - 1] - 1);
        }
        runStart = i;
      }
    }
  }

  private void writeValues(
      long[] seriesIds, int[] starts, int seriesCount, double[] values, PayloadWriter out) {
    int first = 0;
    while (first < seriesCount) {
      int next = endOfSlice(seriesIds, starts, seriesCount, values, first);
      slice.truncate(0);
      boolean oneSeries = next == first + 1;
      valueRuns.encode(values, starts[first], starts[next] - starts[first], oneSeries, slice);
      out.putVarint(next - first);
      out.putVarint(slice.size());
      out.putBytes(slice.bytes(), 0, slice.size());
      first = next;
    }
  }

  /** Where the value run that begins with series {@code first} ends. */
  private static int endOfSlice(
      long[] seriesIds, int[] starts, int seriesCount, double[] values, int first) {
    int next = first + 1;
    int from = starts[first];
    if (starts[next] - from >= OWN_RUN) {
      if (ValueRunEncoder.isConstant(values, from, starts[next] - from)) {
        while (next < seriesCount
            && starts[next + 1] - from <= MAX_SHARED_CONSTANT
            && ValueRunEncoder.isConstant(
                values, starts[next] - 1, starts[next + 1] - starts[next] + 1)) {
          next++;
        }
      }
      return next;
    }
    while (next < seriesCount
        && starts[next + 1] - starts[next] < OWN_RUN
        && (seriesIds[next] >> GROUP_SHIFT == seriesIds[next - 1] >> GROUP_SHIFT
            || starts[next] - from < OWN_RUN)) {
      next++;
    }
    return next;
  }
}
