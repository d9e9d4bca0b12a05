package io.barograph.promql.function;

import io.barograph.promql.step.Absent;
import io.barograph.promql.step.Window;

/**
 * The change over a whole window, of which the samples cover only a part: as Prometheus does in
 * {@code extrapolatedRate}, it is extrapolated to the borders, but by half an interval at most
 * where the first or last sample is far from them, and for a counter not to before the time at
 * which it would have been zero.
 *
 * <p>How far that reaches depends on timestamps alone, except near zero. Divisions are most of the
 * work, so they are made once for all series that share timestamps.
 */
final class Extrapolation {
  /** A gap wider than this many average intervals is not reached across. */
  private static final double REACH = 1.1;

  private final boolean perSecond;
  private int placements;

  /** Of each step: seconds from the first sample to the last, and on to the borders. */
  private double[] covered = {};

  private double[] toStart = {};
  private double[] toEnd = {};

  /** What the change is multiplied with. */
  private double[] factors = {};

  Extrapolation(boolean perSecond) {
    this.perSecond = perSecond;
  }

  /** A fall is a restart from zero. */
  double ofCounter(Window window) {
    if (window.size() < 2) {
      return Absent.VALUE;
    }
    double change = change(window);
    if (!window.series().neverFalls()) {
      change = withFalls(change, window);
    }
    double first = window.values()[window.from()];
    // From twice the change on, zero is farther away than any reach.
    boolean nearZero = change > 0 && first >= 0 && !(first >= 2 * change);
    return change * (nearZero ? factorNearZero(window, first / change) : factor(window));
  }

  double ofGauge(Window window) {
    return window.size() < 2 ? Absent.VALUE : change(window) * factor(window);
  }

  private static double change(Window window) {
    double[] values = window.values();
    return values[window.to() - 1] - values[window.from()];
  }

  private static double withFalls(double change, Window window) {
    double[] values = window.values();
    double sum = change;
    for (int i = window.from() + 1; i < window.to(); i++) {
      if (values[i] < values[i - 1]) {
        sum += values[i - 1];
      }
    }
    return sum;
  }

  private double factor(Window window) {
    measure(window);
    return factors[window.step()];
  }

  private double factorNearZero(Window window, double share) {
    measure(window);
    int step = window.step();
    double reach = Math.min(toStart[step], covered[step] * share);
    return factor(window, covered[step], reach, toEnd[step]);
  }

  private double factor(Window window, double covered, double toStart, double toEnd) {
    double factor = (covered + toStart + toEnd) / covered;
    return perSecond ? factor / ((window.end() - window.start()) / 1000.0) : factor;
  }

  private void measure(Window window) {
    if (placements == window.placements()) {
      return;
    }
    placements = window.placements();
    int steps = window.steps();
    if (factors.length != steps) {
      covered = new double[steps];
      toStart = new double[steps];
      toEnd = new double[steps];
      factors = new double[steps];
    }
    int current = window.step();
    for (int step = 0; step < steps; step++) {
      window.moveTo(step);
      if (window.size() >= 2) {
        measure(window, step);
      }
    }
    window.moveTo(current);
  }

  private void measure(Window window, int step) {
    long[] timestamps = window.timestamps();
    long first = timestamps[window.from()];
    long last = timestamps[window.to() - 1];
    covered[step] = (last - first) / 1000.0;
    double interval = covered[step] / (window.size() - 1);
    toStart[step] = reach(first - window.start(), interval);
    toEnd[step] = reach(window.end() - last, interval);
    factors[step] = factor(window, covered[step], toStart[step], toEnd[step]);
  }

  private static double reach(long gap, double interval) {
    double seconds = gap / 1000.0;
    return seconds >= interval * REACH ? interval / 2 : seconds;
  }
}
