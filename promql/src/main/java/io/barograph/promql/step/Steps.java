package io.barograph.promql.step;

/**
 * The times at which an expression is evaluated.
 *
 * @param start the first, milliseconds since the Unix epoch
 * @param interval milliseconds between two; positive also where there is only one
 * @param count how many there are, at least one
 */
public record Steps(long start, long interval, int count) {
  public Steps {
    if (interval <= 0 || count < 1) {
      throw new IllegalArgumentException(
          "steps need a positive interval and count, got %d and %d".formatted(interval, count));
    }
  }

  /** A single one. */
  public static Steps at(long time) {
    return new Steps(time, 1, 1);
  }

  public long time(int index) {
    return start + index * interval;
  }

  /** The last time. */
  public long end() {
    return time(count - 1);
  }
}
