package io.barograph.queryapi.services;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long requests took, by cumulative buckets. Histograms of several processes add up as long as
 * their buckets have the same bounds.
 */
public final class LatencyHistogram {
  private final TreeMap<Double, Double> countsByBound = new TreeMap<>();

  /** Adds requests that took at most {@code bound} seconds, those of lower bounds included. */
  void add(double bound, double count) {
    countsByBound.merge(bound, count, Double::sum);
  }

  /** Empty without requests, and without a bucket for all of them. */
  public Optional<Quantile> quantile(double share) {
    if (countsByBound.size() < 2 || countsByBound.lastKey() != Double.POSITIVE_INFINITY) {
      return Optional.empty();
    }
    double total = highestCount();
    if (!(total > 0)) {
      return Optional.empty();
    }
    double rank = share * total;
    double lower = Math.min(0, countsByBound.firstKey());
    double below = 0;
    for (Map.Entry<Double, Double> bucket : countsByBound.entrySet()) {
      double upper = bucket.getKey();
      // Counts were read at slightly different times, so one may be below that of a lower bound.
      double count = Math.max(below, bucket.getValue());
      if (count >= rank && count > below) {
        return Optional.of(between(lower, upper, (rank - below) / (count - below)));
      }
      lower = upper;
      below = count;
    }
    return Optional.empty();
  }

  private static Quantile between(double lower, double upper, double share) {
    boolean open = upper == Double.POSITIVE_INFINITY;
    return new Quantile(open ? lower : lower + (upper - lower) * share, lower, upper);
  }

  private double highestCount() {
    double highest = 0;
    for (double count : countsByBound.values()) {
      highest = Math.max(highest, count);
    }
    return highest;
  }
}
