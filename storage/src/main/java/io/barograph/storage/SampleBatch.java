package io.barograph.storage;

/**
 * Samples written together, as columns: sample {@code i} is {@code (seriesIds[i], timestamps[i],
 * values[i])} for {@code i < size}; the arrays may be longer. Timestamps are milliseconds since the
 * Unix epoch.
 *
 * <p>Built by one owner and handed over: see {@link SampleAppender#append} for who owns the arrays.
 */
public final class SampleBatch {
  private final long generation;
  private final long[] seriesIds;
  private final long[] timestamps;
  private final double[] values;
  private final int size;

  /**
   * Columns as they stand, not copied.
   *
   * @param generation {@link SampleAppender#seriesGeneration()} read before the ids were resolved
   */
  public SampleBatch(
      long generation, long[] seriesIds, long[] timestamps, double[] values, int size) {
    if (size < 0 || size > seriesIds.length || size > timestamps.length || size > values.length) {
      throw new IllegalArgumentException(
          "size %d does not fit columns of %d ids, %d timestamps, %d values"
              .formatted(size, seriesIds.length, timestamps.length, values.length));
    }
    this.generation = generation;
    this.seriesIds = seriesIds;
    this.timestamps = timestamps;
    this.values = values;
    this.size = size;
  }

  public long generation() {
    return generation;
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
}
