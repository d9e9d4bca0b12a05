package io.barograph.timescale.block;

import static io.barograph.timescale.block.BlockEncoder.MAX_RUN;
import static io.barograph.timescale.block.BlockEncoder.MAX_SERIES;
import static io.barograph.timescale.block.BlockEncoder.MAX_TIMESTAMPS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Decodes the body that {@link BlockEncoder} wrote, series by series. Reused; not thread-safe. */
final class BlockDecoder {
  /** Takes one series: {@code count} samples, from the two places given. */
  @FunctionalInterface
  interface Receiver {
    void series(
        long seriesId,
        long[] timestamps,
        int timesFrom,
        double[] values,
        int valuesFrom,
        int count);
  }

  private final ValueRunDecoder valueRuns = new ValueRunDecoder();
  private long[] seriesIds = new long[0];

  /** For each series where its timestamps are: which array, from where, how many. */
  private long[] columnOf = new long[0];

  private int[] timesFrom = new int[0];
  private int[] counts = new int[0];
  private final List<long[]> columns = new ArrayList<>();
  private double[] values = new double[0];

  void decode(PayloadReader in, SeriesFilter filter, Receiver receiver) {
    int seriesCount = in.readCount(1, MAX_SERIES, "number of series");
    readIds(in, seriesCount);
    readTimestamps(in, seriesCount);
    int first = 0;
    while (first < seriesCount) {
      int covered = in.readCount(1, seriesCount - first, "series in a value run");
      int end = in.endOfSection(in.readVarint());
      if (anyAccepted(filter, first, first + covered)) {
        readValues(in, first, first + covered, filter, receiver);
        if (in.position() != end) {
          throw in.malformed("a value run that does not end where it said");
        }
      } else {
        in.skipTo(end);
      }
      first += covered;
    }
    if (in.remaining() != 0) {
      throw in.malformed("%d bytes behind the last value run".formatted(in.remaining()));
    }
  }

  private void readIds(PayloadReader in, int seriesCount) {
    if (seriesIds.length < seriesCount) {
      seriesIds = new long[seriesCount];
      columnOf = new long[seriesCount];
      timesFrom = new int[seriesCount];
      counts = new int[seriesCount];
    }
    long id = in.readVarint();
    int series = 0;
    while (true) {
      int run = in.readCount(1, seriesCount - series, "length of a run of ids");
      for (int i = 0; i < run; i++) {
        seriesIds[series++] = id++;
      }
      if (series == seriesCount) {
        return;
      }
      long gap = in.readVarint();
      if (gap < 1 || id + gap < id) {
        throw in.malformed("series ids that do not ascend");
      }
      id += gap;
    }
  }

  private void readTimestamps(PayloadReader in, int seriesCount) {
    long base = in.readZigzag();
    int columnCount = in.readCount(0, seriesCount, "number of timestamp columns");
    columns.clear();
    if (columnCount == 0) {
      readFlatTimestamps(in, seriesCount, base);
      return;
    }
    int room = MAX_TIMESTAMPS;
    for (int i = 0; i < columnCount; i++) {
      int length = in.readCount(1, Math.min(room, MAX_RUN), "length of a column");
      columns.add(readColumn(in, length, base));
      room -= length;
    }
    if (columnCount > 1) {
      IntegerRunDecoder.decode(in, seriesCount, columnOf);
    } else {
      Arrays.fill(columnOf, 0, seriesCount, 0);
    }
    for (int i = 0; i < seriesCount; i++) {
      if (columnOf[i] < 0 || columnOf[i] >= columnCount) {
        throw in.malformed("column %d of %d".formatted(columnOf[i], columnCount));
      }
      timesFrom[i] = 0;
      counts[i] = columns.get((int) columnOf[i]).length;
    }
  }

  /** Every series with its own timestamps: the counts, then all of them as one run. */
  private void readFlatTimestamps(PayloadReader in, int seriesCount, long base) {
    IntegerRunDecoder.decode(in, seriesCount, columnOf);
    long total = 0;
    for (int i = 0; i < seriesCount; i++) {
      if (columnOf[i] < 1 || columnOf[i] > MAX_RUN - total) {
        throw in.malformed("a series of %d samples".formatted(columnOf[i]));
      }
      timesFrom[i] = (int) total;
      counts[i] = (int) columnOf[i];
      total += columnOf[i];
      columnOf[i] = 0;
    }
    columns.add(readColumn(in, (int) total, base));
  }

  private static long[] readColumn(PayloadReader in, int length, long base) {
    long[] column = new long[length];
    IntegerRunDecoder.decode(in, length, column);
    for (int i = 0; i < length; i++) {
      column[i] += base;
    }
    return column;
  }

  private boolean anyAccepted(SeriesFilter filter, int first, int next) {
    for (int i = first; i < next; i++) {
      if (filter.accepts(seriesIds[i])) {
        return true;
      }
    }
    return false;
  }

  private void readValues(
      PayloadReader in, int first, int next, SeriesFilter filter, Receiver receiver) {
    long total = 0;
    for (int i = first; i < next; i++) {
      total += counts[i];
    }
    if (total > MAX_RUN) {
      throw in.malformed("a value run of %d samples".formatted(total));
    }
    if (values.length < total) {
      values = new double[(int) total];
    }
    valueRuns.decode(in, (int) total, values);
    int from = 0;
    for (int i = first; i < next; i++) {
      if (filter.accepts(seriesIds[i])) {
        receiver.series(
            seriesIds[i], columns.get((int) columnOf[i]), timesFrom[i], values, from, counts[i]);
      }
      from += counts[i];
    }
  }
}
