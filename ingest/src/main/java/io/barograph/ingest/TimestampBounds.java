package io.barograph.ingest;

import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import java.time.Duration;
import java.time.Instant;

/**
 * The timestamps taken at one moment.
 *
 * @param earliest milliseconds since the Unix epoch, inclusive
 * @param latest milliseconds since the Unix epoch, inclusive
 */
public record TimestampBounds(long earliest, long latest) {

  /**
   * From {@code retention} before to {@code future} after a moment.
   *
   * @param now milliseconds since the Unix epoch
   */
  public static TimestampBounds around(long now, Duration retention, Duration future) {
    return new TimestampBounds(
        saturatedAdd(now, -saturatedMillis(retention)), saturatedAdd(now, saturatedMillis(future)));
  }

  private static long saturatedMillis(Duration duration) {
    // A retention of "for ever" may be written as more seconds than a long has milliseconds.
    return duration.compareTo(Duration.ofMillis(Long.MAX_VALUE)) >= 0
        ? Long.MAX_VALUE
        : duration.toMillis();
  }

  private static long saturatedAdd(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return sum;
  }

  public boolean contains(long timestamp) {
    return timestamp >= earliest && timestamp <= latest;
  }

  /** Why a timestamp outside the bounds is refused. */
  public RejectReason reason(long timestamp) {
    return timestamp < earliest
        ? RejectReason.TIMESTAMP_TOO_OLD
        : RejectReason.TIMESTAMP_TOO_FAR_IN_FUTURE;
  }

  /** {@link #reason} with a sentence for the sender. */
  public Rejection rejection(long timestamp) {
    RejectReason reason = reason(timestamp);
    return new Rejection(
        reason,
        reason == RejectReason.TIMESTAMP_TOO_OLD
            ? "timestamp %d (%s) is older than retention, which begins at %s; send samples sooner or retain them longer"
                .formatted(
                    timestamp, Instant.ofEpochMilli(timestamp), Instant.ofEpochMilli(earliest))
            : "timestamp %d (%s) is in the future, the latest taken now is %s; set the sender's clock, and send milliseconds"
                .formatted(
                    timestamp, Instant.ofEpochMilli(timestamp), Instant.ofEpochMilli(latest)));
  }
}
