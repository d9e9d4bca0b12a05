package io.barograph.benchmarks.comparison;

/**
 * What Barograph wants to reach.
 *
 * @param goal in words
 * @param measured no finite number if one of the figures it is made of is missing
 * @param bound that the measured number is held against
 */
record Target(String what, String goal, double measured, Direction direction, double bound) {
  /** Which numbers reach it. */
  enum Direction {
    AT_LEAST,
    AT_MOST
  }

  String verdict() {
    if (!Double.isFinite(measured)) {
      return "not measured";
    }
    boolean met = direction == Direction.AT_LEAST ? measured >= bound : measured <= bound;
    return met ? "met" : "**missed**";
  }
}
