package io.barograph.queryapi;

import java.time.Duration;

/**
 * Limits of the API, and what it tells of the server.
 *
 * @param maxPoints points of one series that a range query may ask for
 * @param maxConcurrentQueries queries that may run at once
 * @param retention how long samples are kept
 * @param version of Barograph
 */
public record QueryApiSettings(
    int maxPoints, int maxConcurrentQueries, Duration retention, String version) {
  /** As Prometheus. */
  public static final int DEFAULT_MAX_POINTS = 11_000;

  public static final int DEFAULT_MAX_CONCURRENT_QUERIES = 20;

  public QueryApiSettings {
    if (maxPoints < 1 || maxConcurrentQueries < 1) {
      throw new IllegalArgumentException(
          "limits of queries must be at least 1, got %d points and %d queries"
              .formatted(maxPoints, maxConcurrentQueries));
    }
  }
}
