package io.barograph.alertengine.notify;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures: half a second, half as much more each time up to a minute, and
 * half of it up or down by chance, so that servers do not come back all at once.
 */
public final class RetryPause {
  private static final double FIRST_MILLIS = 500;
  private static final double GROWTH = 1.5;
  private static final double LONGEST_MILLIS = 60_000;

  private final RandomGenerator random;

  public RetryPause(RandomGenerator random) {
    this.random = random;
  }

  /** The pause after a failure that had {@code earlier} failures before it. */
  public Duration after(int earlier) {
    double millis = Math.min(LONGEST_MILLIS, FIRST_MILLIS * Math.pow(GROWTH, earlier));
    return Duration.ofMillis(Math.round(millis * (0.5 + random.nextDouble())));
  }
}
