package io.barograph.timescale.block;

import io.barograph.storage.TimeRange;
import java.util.Arrays;

/**
 * Samples as growable columns: sample {@code i} is {@code (seriesIds()[i], timestamps()[i],
 * values()[i])} for {@code i < size()}; the arrays may be longer and are replaced when they grow.
 * Timestamps are milliseconds since the Unix epoch. Reused by clearing it; not thread-safe.
 */
public final class SampleColumns {
  private long[] seriesIds;
  private long[] timestamps;
  private double[] values;
  private int size;
  private final SeriesSorter seriesSorter = new SeriesSorter();
  private final ColumnSorter sorter = new ColumnSorter();

  public SampleColumns() {
    this(1024);
  }

  public SampleColumns(int capacity) {
    seriesIds = new long[capacity];
    timestamps = new long[capacity];
    values = new double[capacity];
  }

  public int size() {
    return size;
  }

  public long[] seriesIds() {
    return seriesIds;
  }

  public long[] timestamps() {
    return timestamps;
  }

  public double[] values() {
    return values;
  }

  public void clear() {
    size = 0;
  }

  /** Forgets all samples from {@code newSize} on. */
  public void truncate(int newSize) {
    size = Math.min(size, newSize);
  }

  public void add(long seriesId, long timestamp, double value) {
    if (size == values.length) {
      ensureRoom(1);
    }
    seriesIds[size] = seriesId;
    timestamps[size] = timestamp;
    values[size] = value;
    size++;
  }

  /** Appends those of {@code count} samples of one series that lie within the range. */
  void addWithin(
      TimeRange range,
      long seriesId,
      long[] times,
      int timesFrom,
      double[] doubles,
      int valuesFrom,
      int count) {
    ensureRoom(count);
    long start = range.start();
    long end = range.end();
    int at = size;
    for (int i = 0; i < count; i++) {
      long timestamp = times[timesFrom + i];
      if (timestamp >= start && timestamp <= end) {
        seriesIds[at] = seriesId;
        timestamps[at] = timestamp;
        values[at] = doubles[valuesFrom + i];
        at++;
      }
    }
    size = at;
  }

  /** Appends {@code length} samples of several series. */
  public void addAll(long[] ids, long[] times, double[] doubles, int from, int length) {
    ensureRoom(length);
    System.arraycopy(ids, from, seriesIds, size, length);
    System.arraycopy(times, from, timestamps, size, length);
    System.arraycopy(doubles, from, values, size, length);
    size += length;
  }

  /** Appends samples {@code from} to {@code to} (exclusive) of one series. */
  public void addRun(long seriesId, long[] times, double[] doubles, int from, int to) {
    int length = to - from;
    ensureRoom(length);
    Arrays.fill(seriesIds, size, size + length, seriesId);
    System.arraycopy(times, from, timestamps, size, length);
    System.arraycopy(doubles, from, values, size, length);
    size += length;
  }

  /** Orders by series id, then timestamp; samples equal in both keep the order they came in. */
  public void sort() {
    if (isSorted()) {
      return;
    }
    if (seriesSorter.sort(seriesIds, timestamps, values, size)) {
      timestamps = seriesSorter.exchangeTimestamps(timestamps);
      values = seriesSorter.exchangeValues(values);
    }
    if (!isSorted()) {
      sorter.sort(seriesIds, timestamps, values, size);
    }
  }

  /** Keeps only the last of samples equal in series id and timestamp. Wants sorted columns. */
  public void deduplicate() {
    int kept = firstOverwritten();
    for (int i = kept; i < size; i++) {
      if (!isOverwritten(i)) {
        seriesIds[kept] = seriesIds[i];
        timestamps[kept] = timestamps[i];
        values[kept] = values[i];
        kept++;
      }
    }
    size = kept;
  }

  private int firstOverwritten() {
    int i = 0;
    while (i < size && !isOverwritten(i)) {
      i++;
    }
    return i;
  }

  private boolean isOverwritten(int i) {
    return i + 1 < size && timestamps[i] == timestamps[i + 1] && seriesIds[i] == seriesIds[i + 1];
  }

  /** The end (exclusive) of the stretch of samples that share the series id of sample {@code i}. */
  public int endOfSeries(int i) {
    long seriesId = seriesIds[i];
    int end = i + 1;
    while (end < size && seriesIds[end] == seriesId) {
      end++;
    }
    return end;
  }

  private boolean isSorted() {
    for (int i = 1; i < size; i++) {
      if (seriesIds[i] < seriesIds[i - 1]
          || (seriesIds[i] == seriesIds[i - 1] && timestamps[i] < timestamps[i - 1])) {
        return false;
      }
    }
    return true;
  }

  private void ensureRoom(int more) {
    int wanted = Math.addExact(size, more);
    if (wanted > values.length) {
      int capacity = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(wanted, values.length * 2L));
      seriesIds = Arrays.copyOf(seriesIds, capacity);
      timestamps = Arrays.copyOf(timestamps, capacity);
      values = Arrays.copyOf(values, capacity);
    }
  }
}
