package io.barograph.promql.function;

import java.util.Arrays;

/**
 * The cumulative buckets of one classic histogram at one step, by ascending upper bound. Filled
 * anew for each step; an array pair that grows.
 */
final class BucketCounts {
  /** Differences below this share are rounding errors of rates and sums. */
  private static final double SMALL_DELTA = 1e-12;

  private double[] bounds = new double[16];
  private double[] counts = new double[16];
  private int size;
  private boolean forcedMonotonic;

  void clear() {
    size = 0;
    forcedMonotonic = false;
  }

  /** Adds a bucket; its bound is at least that of the one before. Equal bounds make one bucket. */
  void add(double bound, double count) {
    if (size > 0 && bounds[size - 1] == bound) {
      counts[size - 1] += count;
      return;
    }
    if (size == bounds.length) {
      bounds = Arrays.copyOf(bounds, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
    }
    bounds[size] = bound;
    counts[size++] = count;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Whether counts fell from one bucket to the next by more than rounding and had to be lifted. */
  boolean wasForcedMonotonic() {
    return forcedMonotonic;
  }

  double quantile(double quantile) {
    if (Double.isNaN(quantile)) {
      return Double.NaN;
    }
    if (quantile < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (quantile > 1) {
      return Double.POSITIVE_INFINITY;
    }
    if (bounds[size - 1] != Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    makeMonotonic();
    double observations = counts[size - 1];
    if (size < 2 || observations == 0) {
      return Double.NaN;
    }
    double rank = quantile * observations;
    int bucket = 0;
    while (bucket < size - 1 && !(counts[bucket] >= rank)) {
      bucket++;
    }
    if (bucket == size - 1) {
      return bounds[size - 2];
    }
    if (bucket == 0 && bounds[0] <= 0) {
      return bounds[0];
    }
    double start = bucket == 0 ? 0 : bounds[bucket - 1];
    double below = bucket == 0 ? 0 : counts[bucket - 1];
    return start + (bounds[bucket] - start) * ((rank - below) / (counts[bucket] - below));
  }

  private void makeMonotonic() {
    double previous = counts[0];
    for (int i = 1; i < size; i++) {
      double current = counts[i];
      if (current == previous) {
        continue;
      }
      boolean small =
          Math.abs(current - previous) < SMALL_DELTA * (Math.abs(current) + Math.abs(previous));
      if (small || current < previous) {
        forcedMonotonic |= !small;
        counts[i] = previous;
      } else {
        previous = current;
      }
    }
  }

  /** The share of observations between two values, interpolated within buckets. */
  double fraction(double lower, double upper) {
    if (bounds[size - 1] != Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    double observations = counts[size - 1];
    if (observations == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
      return Double.NaN;
    }
    return lower >= upper ? 0 : (rank(upper) - rank(lower)) / observations;
  }

  /** How many observations are below a value. */
  private double rank(double value) {
    double below = 0;
    for (int i = 0; i < size; i++) {
      double start = i > 0 ? bounds[i - 1] : bounds[0] > 0 ? 0 : Double.NEGATIVE_INFINITY;
      if (start >= value) {
        return below;
      }
      if (bounds[i] > value) {
        double inside = counts[i] - below;
        if (Double.isInfinite(start)) {
          // A bucket without a lower bound has no inside to interpolate in.
          return value == start ? below : Double.NaN;
        }
        double share = (value - start) / (bounds[i] - start);
        return Math.min(below + inside * share, counts[size - 1]);
      }
      below = counts[i];
    }
    return counts[size - 1];
  }
}
