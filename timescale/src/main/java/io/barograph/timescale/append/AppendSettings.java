package io.barograph.timescale.append;

import io.barograph.timescale.block.BlockCompression;
import java.time.Duration;

/**
 * How samples are written.
 *
 * @param maxWaitingSamples how many may wait for the writer; beyond it callers are turned away at
 *     once. A waiting sample takes 24 bytes
 * @param maxSamplesPerFlush most samples of one transaction; a batch is never split
 * @param flushTimeout when a transaction is given up that does not end
 * @param compression of fresh blocks
 */
public record AppendSettings(
    long maxWaitingSamples,
    int maxSamplesPerFlush,
    Duration flushTimeout,
    BlockCompression compression) {
  private static final int BYTES_PER_SAMPLE = 3 * Long.BYTES;

  public AppendSettings {
    if (maxWaitingSamples < 1 || maxSamplesPerFlush < 1 || !flushTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "bounds of %d waiting samples, %d samples a flush and %s are not positive"
              .formatted(maxWaitingSamples, maxSamplesPerFlush, flushTimeout));
    }
  }

  /** Bounds for a heap of this many bytes: at most a tenth of it waits. */
  public static AppendSettings forHeap(long heapBytes) {
    long waiting = Math.clamp(heapBytes / 10 / BYTES_PER_SAMPLE, 100_000, 20_000_000);
    return new AppendSettings(
        waiting, (int) Math.min(waiting, 500_000), Duration.ofSeconds(10), BlockCompression.NONE);
  }
}
