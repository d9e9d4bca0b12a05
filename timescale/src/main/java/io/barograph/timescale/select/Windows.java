package io.barograph.timescale.select;

import static java.lang.Math.clamp;

import io.barograph.storage.TimeRange;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The hours that a range of time touches, in bounds that PostgreSQL can tell. An hour with very
 * many samples has several rows, each with a start of its own within the hour.
 *
 * @param first start of the first window
 * @param last end of the range: a row that starts later has nothing of it
 */
record Windows(OffsetDateTime first, OffsetDateTime last) {
  private static final long HOUR_MILLIS = 3_600_000;

  /** From the year 1 to the end of 9999: no settled row lies beyond. */
  private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

  private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

  static Windows of(TimeRange range) {
    long start = clamp(range.start(), EARLIEST, LATEST);
    return new Windows(
        time(start - Math.floorMod(start, HOUR_MILLIS)),
        time(clamp(range.end(), EARLIEST, LATEST)));
  }

  private static OffsetDateTime time(long timestamp) {
    return Instant.ofEpochMilli(timestamp).atOffset(ZoneOffset.UTC);
  }

  long count() {
    return (last.toEpochSecond() - first.toEpochSecond()) * 1000 / HOUR_MILLIS + 1;
  }
}
