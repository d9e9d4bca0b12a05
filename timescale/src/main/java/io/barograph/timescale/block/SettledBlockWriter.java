package io.barograph.timescale.block;

import java.util.Arrays;

/**
 * Builds the settled block of one group and window: add each series once, in ascending order of its
 * offset, then {@link #finish}. Reused after that; not thread-safe. An hour with more samples than
 * one block takes goes into several, cut by time.
 */
public final class SettledBlockWriter {
  /** Samples in one block: no more than a run may hold, since all timestamps may be one run. */
  public static final int MAX_SAMPLES = BlockEncoder.MAX_RUN;

  private final BlockCompression compression;
  private final BlockEncoder encoder = new BlockEncoder();
  private final PayloadWriter body = new PayloadWriter();
  private final PayloadWriter payload = new PayloadWriter();
  private final long[] offsets = new long[SeriesOffsets.GROUP_SIZE];
  private final int[] starts = new int[SeriesOffsets.GROUP_SIZE + 1];
  private long[] timestamps = new long[4096];
  private double[] values = new double[4096];
  private int series;
  private long minTime = Long.MAX_VALUE;
  private long maxTime = Long.MIN_VALUE;

  public SettledBlockWriter(BlockCompression compression) {
    this.compression = compression;
  }

  /** Samples {@code from} to {@code to} (exclusive) of one series, strictly ascending in time. */
  public void add(int offset, long[] times, double[] doubles, int from, int to) {
    if (from == to) {
      return;
    }
    if (offset >= SeriesOffsets.GROUP_SIZE || offset <= (series == 0 ? -1 : offsets[series - 1])) {
      throw new IllegalArgumentException(
          "series offset %d does not follow the last one, or is above %d"
              .formatted(offset, SeriesOffsets.GROUP_SIZE - 1));
    }
    int size = starts[series];
    int length = to - from;
    if (length > MAX_SAMPLES - size) {
      throw new IllegalArgumentException(
          "%d samples behind %d others; a settled block takes %d, the rest goes into another one"
              .formatted(length, size, MAX_SAMPLES));
    }
    ensureRoom(size + length);
    System.arraycopy(times, from, timestamps, size, length);
    System.arraycopy(doubles, from, values, size, length);
    offsets[series++] = offset;
    starts[series] = size + length;
    minTime = Math.min(minTime, times[from]);
    maxTime = Math.max(maxTime, times[to - 1]);
  }

  /** Forgets what was added. */
  public void clear() {
    series = 0;
    minTime = Long.MAX_VALUE;
    maxTime = Long.MIN_VALUE;
  }

  /** Samples added so far. */
  public int samples() {
    return starts[series];
  }

  /** Earliest timestamp added so far. */
  public long minTime() {
    return minTime;
  }

  /** Latest timestamp added so far. */
  public long maxTime() {
    return maxTime;
  }

  /** The payload, a new array; then the writer is empty again. */
  public byte[] finish() {
    if (series == 0) {
      throw new IllegalStateException("a settled block holds at least one series");
    }
    body.truncate(0);
    payload.truncate(0);
    encoder.encode(offsets, starts, series, timestamps, values, body);
    BlockFrame.write(body, compression, payload);
    clear();
    return payload.toByteArray();
  }

  private void ensureRoom(int size) {
    if (size > values.length) {
      int capacity = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(size, values.length * 2L));
      timestamps = Arrays.copyOf(timestamps, capacity);
      values = Arrays.copyOf(values, capacity);
    }
  }
}
