package io.barograph.queryapi;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The window and size of a page of records.
 *
 * @param from inclusive
 * @param to inclusive
 */
record PageRequest(Instant from, Instant to, int limit) {
  private static final int DEFAULT_LIMIT = 100;
  private static final int HIGHEST_LIMIT = 1000;

  /** Years that all databases can store. */
  private static final Instant EARLIEST = Instant.EPOCH;

  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  static PageRequest of(Parameters parameters, Clock clock, Duration span) {
    Instant to = within(parameters.time("to", clock.millis()));
    Instant from = within(parameters.time("from", to.minus(span).toEpochMilli()));
    if (to.isBefore(from)) {
      throw ApiException.badParameter("to", "\"to\" must not be before \"from\"");
    }
    int limit = parameters.limit("limit").orElse(DEFAULT_LIMIT);
    if (limit > HIGHEST_LIMIT) {
      throw ApiException.badParameter(
          "limit",
          "%d is above the limit of %d; follow nextCursor".formatted(limit, HIGHEST_LIMIT));
    }
    return new PageRequest(from, to, limit);
  }

  private static Instant within(long millis) {
    return Instant.ofEpochMilli(Math.clamp(millis, EARLIEST.toEpochMilli(), LATEST.toEpochMilli()));
  }
}
