package io.barograph.timescale.block;

import java.util.Arrays;

/**
 * Finds series that were scraped together, so that their timestamps are written once. Where hardly
 * any are, all timestamps go out as one run instead.
 */
final class TimestampColumns {
  /** How many columns back a match is looked for; a group seldom meets more scrapes than that. */
  private static final int MAX_COLUMNS = 128;

  /** Twice as many places as columns. */
  private static final int TABLE_SIZE = 256;

  private static final int NONE = -1;

  private final int[] firstSeries = new int[MAX_COLUMNS];

  /** Columns by a hash of their timestamps. */
  private final int[] table = new int[TABLE_SIZE];

  private long[] columnOf = new long[0];
  private long[] relative = new long[0];

  /** Whether each series has one sample, as in most flushes. */
  private boolean single;

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
    single = total == seriesCount;
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
    Arrays.fill(table, NONE);
    int columns = 0;
    int limit = Math.min(MAX_COLUMNS, 1 + seriesCount / 2);
    int column = NONE;
    for (int series = 0; series < seriesCount; series++) {
      if (column == NONE || !sameTimestamps(starts, firstSeries[column], series)) {
        int place = find(starts, series);
        if (table[place] == NONE) {
          if (columns == limit) {
            return 0;
          }
          firstSeries[columns] = series;
          table[place] = columns++;
        }
        column = table[place];
      }
      columnOf[series] = column;
    }
    return columns;
  }

  /** Where in the table the column of a series is, or is to be put. */
  private int find(int[] starts, int series) {
    int from = starts[series] - starts[0];
    int to = starts[series + 1] - starts[0];
    long hash =
        relative[from] * 31 + relative[(from + to) >>> 1] * 17 + relative[to - 1] + to - from;
    int place = (int) ((hash * 0x9E3779B97F4A7C15L) >>> 56);
    while (table[place] != NONE && !sameTimestamps(starts, firstSeries[table[place]], series)) {
      place = (place + 1) & (TABLE_SIZE - 1);
    }
    return place;
  }

  private boolean sameTimestamps(int[] starts, int one, int other) {
    if (single) {
      return relative[one] == relative[other];
    }
    int first = starts[one] - starts[0];
    int second = starts[other] - starts[0];
    int length = starts[one + 1] - starts[one];
    if (length != starts[other + 1] - starts[other] || relative[first] != relative[second]) {
      return false;
    }
    return length == 1
        || Arrays.equals(relative, first, first + length, relative, second, second + length);
  }
}
