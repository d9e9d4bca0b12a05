package io.barograph.agent;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubles from the first wait to the longest, then a
 * random part of that, so that a fleet does not come back in one instant.
 */
final class Backoff {
  private final long firstMillis;
  private final long longestMillis;
  private final RandomGenerator random;
  private int failures;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.firstMillis = Math.max(1, first.toMillis());
    this.longestMillis = Math.max(firstMillis, longest.toMillis());
    this.random = random;
  }

  /** Between half and all of the current step. */
  Duration next() {
    // 40 doublings of a millisecond are 34 years: the shift cannot overflow below any real limit.
    long step = Math.min(longestMillis, firstMillis << Math.min(failures, 40));
    failures++;
    return Duration.ofMillis(step / 2 + random.nextLong(step - step / 2 + 1));
  }

  void reset() {
    failures = 0;
  }
}
