package io.barograph.timescale.block;

import java.util.Arrays;

/**
 * Finds series that were scraped together, so that their timestamps are written once. Where hardly
 * any are, all timestamps go out as one run instead.
 */
final class TimestampColumns {
  /** How many columns back a match is looked for; a group seldom meets more scrapes than that. */
  private static final int MAX_COLUMNS = 128;

  private final int[] firstSeries = new int[MAX_COLUMNS];
  private long[] columnOf = new long[0];
  private long[] relative = new long[0];

  void write(
      int[] starts,
      int seriesCount,
      long[] timestamps,
      IntegerRunEncoder integers,
      PayloadWriter out) {
    int from = starts[0];
    int total = starts[seriesCount] - from;
    if (relative.length < total) {
      relative = new long[total];
    }
    long base = Long.MAX_VALUE;
    for (int i = 0; i < total; i++) {
      base = Math.min(base, timestamps[from + i]);
    }
    for (int i = 0; i < total; i++) {
      relative[i] = timestamps[from + i] - base;
    }
    out.putZigzag(base);
    int columns = findColumns(starts, seriesCount);
    out.putVarint(columns);
    if (columns == 0) {
      for (int i = 0; i < seriesCount; i++) {
        columnOf[i] = (long) starts[i + 1] - starts[i];
      }
      integers.encode(columnOf, 0, seriesCount, out);
      integers.encode(relative, 0, total, out);
      return;
    }
    for (int column = 0; column < columns; column++) {
      int series = firstSeries[column];
      int length = starts[series + 1] - starts[series];
      out.putVarint(length);
      integers.encode(relative, starts[series] - from, length, out);
    }
    if (columns > 1) {
      integers.encode(columnOf, 0, seriesCount, out);
    }
  }

  /** The number of columns, or 0 when sharing does not pay. */
  private int findColumns(int[] starts, int seriesCount) {
    if (columnOf.length < seriesCount) {
      columnOf = new long[seriesCount];
    }
    int columns = 0;
    int limit = Math.min(MAX_COLUMNS, 1 + seriesCount / 2);
    for (int series = 0; series < seriesCount; series++) {
      int column = series == 0 ? 0 : (int) columnOf[series - 1];
      if (columns == 0 || !sameTimestamps(starts, firstSeries[column], series)) {
        column = 0;
        while (column < columns && !sameTimestamps(starts, firstSeries[column], series)) {
          column++;
        }
        if (column == columns) {
          if (columns == limit) {
            return 0;
          }
          firstSeries[columns++] = series;
        }
      }
      columnOf[series] = column;
    }
    return columns;
  }

  private boolean sameTimestamps(int[] starts, int one, int other) {
    int origin = starts[0];
    return Arrays.equals(
        relative,
        starts[one] - origin,
        starts[one + 1] - origin,
        relative,
        starts[other] - origin,
        starts[other + 1] - origin);
  }
}
