package io.barograph.agent.micrometer;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts of a classic histogram that only grow: how many values are at most each bound, and their
 * sum. A value costs two additions and no allocation.
 */
final class Buckets {
  /**
   * Seconds. Those of the agent for Node.js too, so that routes of mixed fleets can be added up; at
   * most 2.5 times apart, which is how far off a quantile may be.
   */
  private static final double[] TIMES = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private final double[] bounds;
  private final LongAdder[] counts;
  private final DoubleAdder sum = new DoubleAdder();

  private Buckets(double[] bounds) {
    this.bounds = bounds;
    this.counts = new LongAdder[bounds.length + 1];
    Arrays.setAll(counts, i -> new LongAdder());
  }

  /** With these upper bounds, in any order; above the highest there is one more bucket. */
  static Buckets of(double... bounds) {
    NavigableSet<Double> sorted = new TreeSet<>();
    for (double bound : bounds) {
      sorted.add(bound);
    }
    return new Buckets(sorted.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** For times in seconds, with more bounds where somebody has asked for them. */
  static Buckets ofTimes(double... more) {
    double[] all = Arrays.copyOf(TIMES, TIMES.length + more.length);
    System.arraycopy(more, 0, all, TIMES.length, more.length);
    return of(all);
  }

  void record(double value) {
    int bucket = 0;
    while (bucket < bounds.length && value > bounds[bucket]) {
      bucket++;
    }
    counts[bucket].increment();
    sum.add(value);
  }

  /** Buckets that have a bound. */
  int bounds() {
    return bounds.length;
  }

  /** The value of the label {@code le}, in the same digits as all agents write it. */
  String le(int bucket) {
    return bucket == bounds.length
        ? "+Inf"
        : BigDecimal.valueOf(bounds[bucket]).stripTrailingZeros().toPlainString();
  }

  /** Values in this bucket alone. */
  long in(int bucket) {
    return counts[bucket].sum();
  }

  long count() {
    long count = 0;
    for (LongAdder bucket : counts) {
      count += bucket.sum();
    }
    return count;
  }

  double sum() {
    return sum.sum();
  }
}
