package io.barograph.queryapi;

/**
 * Limits of the API.
 *
 * @param maxPoints points of one series that a range query may ask for
 * @param maxConcurrentQueries queries that may run at once
 * @param version of Barograph, for {@code /api/v1/status/buildinfo}
 */
public record QueryApiSettings(int maxPoints, int maxConcurrentQueries, String version) {
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
