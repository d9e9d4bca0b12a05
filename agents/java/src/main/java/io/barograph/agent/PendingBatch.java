package io.barograph.agent;

import java.util.Arrays;

/**
 * Samples on their way: sent and not acknowledged, or about to be sent again. Series are the
 * agent's own indexes, which outlive connections, not the refs of one channel.
 */
final class PendingBatch {
  private final long number;
  private final int[] series;
  private final long[] timestamps;
  private final double[] values;

  PendingBatch(long number, int[] series, long[] timestamps, double[] values) {
    this.number = number;
    this.series = series;
    this.timestamps = timestamps;
    this.values = values;
  }

  long number() {
    return number;
  }

  int size() {
    return series.length;
  }

  int[] series() {
    return series;
  }

  long[] timestamps() {
    return timestamps;
  }

  double[] values() {
    return values;
  }

  /** The first {@code count} samples under this batch's number. */
  PendingBatch head(int count) {
    return new PendingBatch(
        number,
        Arrays.copyOf(series, count),
        Arrays.copyOf(timestamps, count),
        Arrays.copyOf(values, count));
  }

  /** The samples from {@code start} on under another number. */
  PendingBatch tail(int start, long tailNumber) {
    return new PendingBatch(
        tailNumber,
        Arrays.copyOfRange(series, start, series.length),
        Arrays.copyOfRange(timestamps, start, timestamps.length),
        Arrays.copyOfRange(values, start, values.length));
  }
}
