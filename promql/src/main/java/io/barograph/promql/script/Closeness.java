package io.barograph.promql.script;

import io.barograph.model.StaleMarker;

/** When a number is the one expected: up to a relative difference, because sums have orders. */
final class Closeness {
  private static final double TOLERANCE = 1e-6;

  private Closeness() {}

  static boolean same(double expected, double actual) {
    if (StaleMarker.isStale(expected) || StaleMarker.isStale(actual)) {
      return StaleMarker.isStale(expected) && StaleMarker.isStale(actual);
    }
    if (Double.isNaN(expected) && Double.isNaN(actual)) {
      return true;
    }
    if (expected == actual) {
      return true;
    }
    double sum = Math.abs(expected) + Math.abs(actual);
    double difference = Math.abs(expected - actual);
    if (expected == 0 || actual == 0 || sum < Double.MIN_NORMAL) {
      return difference < TOLERANCE * Double.MIN_NORMAL;
    }
    return difference / Math.min(sum, Double.MAX_VALUE) < TOLERANCE;
  }
}
