package io.barograph.timescale.block;

/**
 * Cuts a flush into fresh blocks of a size that PostgreSQL likes: two rows fill a page. Reused; not
 * thread-safe.
 */
public final class FreshBlockWriter {
  /** No payload is longer, so that two rows fit into a page of 8 KiB. */
  public static final int MAX_PAYLOAD = 3960;

  /** Where the guess of how many samples fit aims at. */
  private static final int TARGET_PAYLOAD = 3600;

  private static final int MAX_SAMPLES = 1 << 14;
  private static final int GROUP_SHIFT = 7;

  private final BlockCompression compression;
  private final BlockEncoder encoder = new BlockEncoder();
  private final PayloadWriter body = new PayloadWriter();
  private final PayloadWriter payload = new PayloadWriter();
  private final long[] ids = new long[MAX_SAMPLES];
  private final int[] starts = new int[MAX_SAMPLES + 1];
  private double samplesPerByte = 0.2;

  public FreshBlockWriter(BlockCompression compression) {
    this.compression = compression;
  }

  /** Takes one fresh row. */
  @FunctionalInterface
  public interface Sink {
    /**
     * A payload is {@code payload[from]} to {@code payload[from + length - 1]}; the array is the
     * writer's own and changes after the call.
     *
     * @param groupLow group of the first series
     * @param groupHigh group of the last series, inclusive
     * @param minTime earliest timestamp
     * @param maxTime latest timestamp, inclusive
     */
    void block(
        int groupLow,
        int groupHigh,
        long minTime,
        long maxTime,
        int samples,
        byte[] payload,
        int from,
        int length);
  }

  /** Writes all of {@code samples}, which must be sorted and free of duplicates. */
  public void write(SampleColumns samples, Sink sink) {
    int from = 0;
    while (from < samples.size()) {
      int guess = (int) Math.min(MAX_SAMPLES, Math.max(1, TARGET_PAYLOAD * samplesPerByte));
      int count = Math.min(guess, samples.size() - from);
      encode(samples, from, count);
      while (payload.size() > MAX_PAYLOAD && count > 1) {
        count = Math.max(1, (int) ((long) count * TARGET_PAYLOAD / payload.size() * 9 / 10));
        encode(samples, from, count);
      }
      samplesPerByte = (double) count / payload.size();
      hand(samples, from, count, sink);
      from += count;
    }
  }

  private void encode(SampleColumns samples, int from, int count) {
    long[] seriesIds = samples.seriesIds();
    int series = 0;
    for (int i = from; i < from + count; i++) {
      if (i == from || seriesIds[i] != seriesIds[i - 1]) {
        ids[series] = seriesIds[i];
        starts[series++] = i;
      }
    }
    starts[series] = from + count;
    body.truncate(0);
    payload.truncate(0);
    encoder.encode(ids, starts, series, samples.timestamps(), samples.values(), body);
    BlockFrame.write(body, compression, payload);
  }

  private void hand(SampleColumns samples, int from, int count, Sink sink) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = from; i < from + count; i++) {
      min = Math.min(min, samples.timestamps()[i]);
      max = Math.max(max, samples.timestamps()[i]);
    }
    sink.block(
        group(samples.seriesIds()[from]),
        group(samples.seriesIds()[from + count - 1]),
        min,
        max,
        count,
        payload.bytes(),
        0,
        payload.size());
  }

  private static int group(long seriesId) {
    return Math.toIntExact(seriesId >> GROUP_SHIFT);
  }
}
