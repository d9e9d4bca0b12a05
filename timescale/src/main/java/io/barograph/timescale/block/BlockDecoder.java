package io.barograph.timescale.block;

import static io.barograph.timescale.block.BlockEncoder.MAX_RUN;
import static io.barograph.timescale.block.BlockEncoder.MAX_SERIES;
import static io.barograph.timescale.block.BlockEncoder.MAX_TIMESTAMPS;

import java.util.Arrays;

/** Decodes the body that {@link BlockEncoder} wrote, run by run. Reused; not thread-safe. */
final class BlockDecoder {
  /** Takes the series of one value run. */
  @FunctionalInterface
  interface Receiver {
    /**
     * The decoder tells what each series is called and how many samples it has; their values lie
     * one series after the other, from the start of {@code values}.
     *
     * @param first place of the first series in the block
     * @param next place behind the last
     */
    void run(int first, int next, double[] values);
  }

  private static final long[] EMPTY = {};

  /** Room for more timestamps than this, 8 MB, is given back before the next block. */
  private static final long MAX_TIMESTAMPS_HELD = 1 << 20;

  private final ValueRunDecoder valueRuns = new ValueRunDecoder();
  private long[] seriesIds = new long[0];

  /** For each series where its timestamps are: which column, from where, how many. */
  private long[] columnOf = new long[0];

  private int[] timesFrom = new int[0];
  private int[] counts = new int[0];

  /** Kept from block to block, so they may be longer than they are filled. */
  private long[][] columns = new long[0][];

  private int[] columnLengths = new int[0];
  private long timestampsHeld;
  private double[] values = new double[0];

  /** Hands out the value runs in which the filter accepts some series. */
  void decode(PayloadReader in, SeriesFilter filter, Receiver receiver) {
    if (timestampsHeld > MAX_TIMESTAMPS_HELD) {
      columns = new long[0][];
      timestampsHeld = 0;
    }
    int seriesCount = in.readCount(1, MAX_SERIES, "number of series");
    readIds(in, seriesCount);
    readTimestamps(in, seriesCount);
    int first = 0;
    while (first < seriesCount) {
      int covered = in.readCount(1, seriesCount - first, "series in a value run");
      int next = first + covered;
      int end = in.endOfSection(in.readVarint());
      if (anyAccepted(filter, first, next)) {
        readValues(in, first, next);
        if (in.position() != end) {
          throw in.malformed("a value run that does not end where it said");
        }
        receiver.run(first, next, values);
      } else {
        in.skipTo(end);
      }
      first = next;
    }
    if (in.remaining() != 0) {
      throw in.malformed("%d bytes behind the last value run".formatted(in.remaining()));
    }
  }

  long seriesId(int place) {
    return seriesIds[place];
  }

  /** How many samples the series has. */
  int count(int place) {
    return counts[place];
  }

  /** Where the timestamps of the series are, from {@link #timesFrom} on. */
  long[] timestamps(int place) {
    return columns[(int) columnOf[place]];
  }

  int timesFrom(int place) {
    return timesFrom[place];
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
    if (columnCount == 0) {
      readFlatTimestamps(in, seriesCount, base);
      return;
    }
    int room = MAX_TIMESTAMPS;
    for (int i = 0; i < columnCount; i++) {
      int length = in.readCount(1, Math.min(room, MAX_RUN), "length of a column");
      readColumn(in, i, length, base);
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
      counts[i] = columnLengths[(int) columnOf[i]];
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
    readColumn(in, 0, (int) total, base);
  }

  private void readColumn(PayloadReader in, int column, int length, long base) {
    if (column == columns.length) {
      columns = Arrays.copyOf(columns, 2 * column + 1);
      Arrays.fill(columns, column, columns.length, EMPTY);
      columnLengths = Arrays.copyOf(columnLengths, columns.length);
    }
    if (columns[column].length < length) {
      timestampsHeld += length - columns[column].length;
      columns[column] = new long[length];
    }
    long[] times = columns[column];
    IntegerRunDecoder.decode(in, length, times);
    for (int i = 0; i < length; i++) {
      times[i] += base;
    }
    columnLengths[column] = length;
  }

  private boolean anyAccepted(SeriesFilter filter, int first, int next) {
    for (int i = first; i < next; i++) {
      if (filter.accepts(seriesIds[i])) {
        return true;
      }
    }
    return false;
  }

  private void readValues(PayloadReader in, int first, int next) {
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
  }
}
