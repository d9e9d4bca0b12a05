package io.barograph.timescale.select;

import static java.lang.Math.clamp;

import io.barograph.storage.TimeRange;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The hours that a range of time touches, in bounds that PostgreSQL can tell.
 *
 * @param first start of the first window
 * @param last start of the last window, inclusive
 */
record Windows(OffsetDateTime first, OffsetDateTime last) {
  private static final long HOUR_MILLIS = 3_600_000;

  /** From the year 1 to the end of 9999: no settled row lies beyond. */
  private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

  private static final long LATEST = Instant.parse("9999-12-31T23:00:00Z").toEpochMilli();

  static Windows of(TimeRange range) {
    return new Windows(startOf(range.start()), startOf(range.end()));
  }

  private static OffsetDateTime startOf(long timestamp) {
    long within = clamp(timestamp, EARLIEST, LATEST);
    return Instant.ofEpochMilli(within - Math.floorMod(within, HOUR_MILLIS))
        .atOffset(ZoneOffset.UTC);
  }

  long count() {
    return (last.toEpochSecond() - first.toEpochSecond()) * 1000 / HOUR_MILLIS + 1;
  }
}
