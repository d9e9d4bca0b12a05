package io.barograph.agent;

import java.util.BitSet;

/**
 * Samples that wait to be sent: a ring of columns that grows up to its limit. When it is full the
 * oldest sample makes room for the newest, because the newest says what is happening now.
 */
final class SampleBuffer {
  private static final int INITIAL_CAPACITY = 1024;

  private final int limit;
  private int[] series;
  private long[] timestamps;
  private double[] values;
  private int head;
  private int size;
  private long dropped;

  SampleBuffer(int limit) {
    this.limit = limit;
    int capacity = Math.min(limit, INITIAL_CAPACITY);
    this.series = new int[capacity];
    this.timestamps = new long[capacity];
    this.values = new double[capacity];
  }

  /** Returns how many samples wait now. */
  synchronized int append(int seriesIndex, long timestamp, double value) {
    if (size == series.length) {
      if (size < limit) {
        grow();
      } else {
        head = head + 1 == series.length ? 0 : head + 1;
        size--;
        dropped++;
      }
    }
    int tail = head + size;
    if (tail >= series.length) {
      tail -= series.length;
    }
    series[tail] = seriesIndex;
    timestamps[tail] = timestamp;
    values[tail] = value;
    return ++size;
  }

  /** Takes up to {@code max} of the oldest samples out as a batch; empty if none waits. */
  synchronized PendingBatch take(long number, int max) {
    int count = Math.min(max, size);
    int[] takenSeries = new int[count];
    long[] takenTimestamps = new long[count];
    double[] takenValues = new double[count];
    int beforeWrap = Math.min(count, series.length - head);
    System.arraycopy(series, head, takenSeries, 0, beforeWrap);
    System.arraycopy(series, 0, takenSeries, beforeWrap, count - beforeWrap);
    System.arraycopy(timestamps, head, takenTimestamps, 0, beforeWrap);
    System.arraycopy(timestamps, 0, takenTimestamps, beforeWrap, count - beforeWrap);
    System.arraycopy(values, head, takenValues, 0, beforeWrap);
    System.arraycopy(values, 0, takenValues, beforeWrap, count - beforeWrap);
    head = (head + count) % series.length;
    size -= count;
    return new PendingBatch(number, takenSeries, takenTimestamps, takenValues);
  }

  /** Sets the index of every series that has a sample here. */
  synchronized void markSeries(BitSet indexes) {
    for (int i = 0, at = head; i < size; i++, at = at + 1 == series.length ? 0 : at + 1) {
      indexes.set(series[at]);
    }
  }

  synchronized int size() {
    return size;
  }

  /** Samples that made room for newer ones. */
  synchronized long dropped() {
    return dropped;
  }

  private void grow() {
    int capacity = (int) Math.min(limit, series.length * 2L);
    int[] newSeries = new int[capacity];
    long[] newTimestamps = new long[capacity];
    double[] newValues = new double[capacity];
    int beforeWrap = series.length - head;
    System.arraycopy(series, head, newSeries, 0, beforeWrap);
    System.arraycopy(series, 0, newSeries, beforeWrap, head);
    System.arraycopy(timestamps, head, newTimestamps, 0, beforeWrap);
    System.arraycopy(timestamps, 0, newTimestamps, beforeWrap, head);
    System.arraycopy(values, head, newValues, 0, beforeWrap);
    System.arraycopy(values, 0, newValues, beforeWrap, head);
    series = newSeries;
    timestamps = newTimestamps;
    values = newValues;
    head = 0;
  }
}
