package io.barograph.storage;

/**
 * A span of time with both bounds inside.
 *
 * @param start first millisecond since the Unix epoch, inclusive
 * @param end last millisecond, inclusive; before {@code start} the range is empty
 */
public record TimeRange(long start, long end) {
  /** All of time. */
  public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

  public boolean contains(long timestamp) {
    return timestamp >= start && timestamp <= end;
  }

  public boolean isEmpty() {
    return end < start;
  }
}
