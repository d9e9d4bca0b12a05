package io.barograph.timescale.compact;

import io.barograph.timescale.block.BlockCompression;
import java.time.Duration;

/**
 * How a server compacts.
 *
 * @param interval how long fresh rows wait at most, where there is at least a megabyte of them;
 *     less waits five times as long, because every compaction rewrites the current hour
 * @param retention how long samples are kept
 * @param samplesInMemory how many samples one pass holds, at about 50 bytes each, or 75 where they
 *     did not arrive in order of time
 * @param compression of settled blocks
 */
public record CompactionSettings(
    Duration interval, Duration retention, int samplesInMemory, BlockCompression compression) {
  private static final Duration SHORTEST_RETENTION = Duration.ofHours(1);
  private static final int FEWEST_SAMPLES = 1000;

  /** Every minute, 15 days, 100 MB, nothing that SQL could not read. */
  public static final CompactionSettings DEFAULT =
      new CompactionSettings(
          Duration.ofMinutes(1), Duration.ofDays(15), 2_000_000, BlockCompression.NONE);

  public CompactionSettings {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException(
          "compaction interval \"%s\" is not above zero".formatted(interval));
    }
    if (retention.compareTo(SHORTEST_RETENTION) < 0) {
      throw new IllegalArgumentException(
          "retention \"%s\" is shorter than \"%s\"".formatted(retention, SHORTEST_RETENTION));
    }
    if (samplesInMemory < FEWEST_SAMPLES) {
      throw new IllegalArgumentException(
          "samples in memory %d are fewer than %d".formatted(samplesInMemory, FEWEST_SAMPLES));
    }
  }

  public CompactionSettings withInterval(Duration changed) {
    return new CompactionSettings(changed, retention, samplesInMemory, compression);
  }

  public CompactionSettings withRetention(Duration changed) {
    return new CompactionSettings(interval, changed, samplesInMemory, compression);
  }

  public CompactionSettings withSamplesInMemory(int changed) {
    return new CompactionSettings(interval, retention, changed, compression);
  }

  public CompactionSettings withCompression(BlockCompression changed) {
    return new CompactionSettings(interval, retention, samplesInMemory, changed);
  }
}
