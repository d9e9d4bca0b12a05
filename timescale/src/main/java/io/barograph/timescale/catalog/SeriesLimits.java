package io.barograph.timescale.catalog;

/**
 * How many series there may be; each costs memory in every server.
 *
 * @param perMetric most series of one metric
 * @param inAll most series of the store
 */
public record SeriesLimits(int perMetric, int inAll) {
  /** A hundred thousand for each metric, five million in all. */
  public static final SeriesLimits DEFAULT = new SeriesLimits(100_000, 5_000_000);

  public SeriesLimits {
    if (perMetric < 1 || inAll < 1) {
      throw new IllegalArgumentException(
          "limits of %d series a metric and %d in all are not positive"
              .formatted(perMetric, inAll));
    }
  }
}
