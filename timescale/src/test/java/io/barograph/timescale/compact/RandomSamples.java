package io.barograph.timescale.compact;

import io.barograph.timescale.block.SampleColumns;
import java.util.random.RandomGenerator;

/** Flushes as hostile as real ones: several groups, late samples, repeated places, odd values. */
final class RandomSamples {
  private static final long HOUR = 3_600_000;

  private final RandomGenerator random;
  private final long now;

  RandomSamples(RandomGenerator random, long now) {
    this.random = random;
    this.now = now;
  }

  SampleColumns next(int size) {
    SampleColumns samples = new SampleColumns();
    for (int i = 0; i < size; i++) {
      long seriesId = (1L + random.nextInt(4)) << 7 | random.nextInt(128);
      long age = random.nextInt(10) == 0 ? random.nextLong(30 * HOUR) : random.nextLong(HOUR);
      double value =
          random.nextInt(50) == 0
              ? Double.longBitsToDouble(random.nextLong())
              : random.nextInt(1000) / 10.0;
      samples.add(seriesId, (now - age) / 15_000 * 15_000, value);
    }
    return samples;
  }
}
