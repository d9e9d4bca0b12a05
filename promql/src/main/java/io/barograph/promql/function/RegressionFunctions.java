package io.barograph.promql.function;

import io.barograph.promql.step.Absent;
import io.barograph.promql.step.KahanSum;
import io.barograph.promql.step.StepValue;
import io.barograph.promql.step.Window;
import io.barograph.promql.value.QueryException;
import java.util.Locale;
import java.util.Map;

/** Lines through samples, and what they say about later times. */
final class RegressionFunctions {
  private RegressionFunctions() {}

  static Map<String, QueryFunction> byName() {
    return Map.of(
        "deriv", WindowFunction.of((window, _) -> slope(window)),
        "predict_linear", RegressionFunctions::predictLinear,
        "double_exponential_smoothing", RegressionFunctions::smooth);
  }

  private static double slope(Window window) {
    return window.size() < 2
        ? Absent.VALUE
        : Line.through(window, window.timestamps()[window.from()]).slope;
  }

  private static StepValue predictLinear(Arguments arguments) {
    double[] ahead = arguments.scalars(1);
    return WindowFunction.apply(
        arguments,
        0,
        (window, step) -> {
          if (window.size() < 2) {
            return Absent.VALUE;
          }
          Line line = Line.through(window, arguments.steps().time(step));
          return line.slope * ahead[step] + line.intercept;
        });
  }

  /** Least squares; x is in seconds from a time of the caller's. */
  private record Line(double slope, double intercept) {
    static Line through(Window window, long zero) {
      long[] timestamps = window.timestamps();
      double[] values = window.values();
      KahanSum sumX = new KahanSum();
      KahanSum sumY = new KahanSum();
      KahanSum sumXY = new KahanSum();
      KahanSum sumXX = new KahanSum();
      double first = values[window.from()];
      boolean constant = true;
      for (int i = window.from(); i < window.to(); i++) {
        double x = (timestamps[i] - zero) / 1000.0;
        double y = values[i];
        constant &= y == first;
        sumX.add(x);
        sumY.add(y);
        sumXY.add(x * y);
        sumXX.add(x * x);
      }
      if (constant) {
        return Double.isInfinite(first) ? new Line(Double.NaN, Double.NaN) : new Line(0, first);
      }
      double n = window.size();
      double covariance = sumXY.value() - sumX.value() * sumY.value() / n;
      double variance = sumXX.value() - sumX.value() * sumX.value() / n;
      double slope = covariance / variance;
      return new Line(slope, sumY.value() / n - slope * sumX.value() / n);
    }
  }

  private static StepValue smooth(Arguments arguments) {
    double[] smoothing = arguments.scalars(1);
    double[] trend = arguments.scalars(2);
    return WindowFunction.apply(
        arguments,
        0,
        (window, step) -> {
          requireFactor("smoothing", "sf", smoothing[step]);
          requireFactor("trend", "tf", trend[step]);
          return window.size() < 2 ? Absent.VALUE : smooth(window, smoothing[step], trend[step]);
        });
  }

  private static double smooth(Window window, double smoothing, double trend) {
    double[] values = window.values();
    int from = window.from();
    double before = 0;
    double smoothed = values[from];
    double slope = values[from + 1] - values[from];
    for (int i = from + 1; i < window.to(); i++) {
      if (i > from + 1) {
        slope = trend * (smoothed - before) + (1 - trend) * slope;
      }
      double next = smoothing * values[i] + (1 - smoothing) * (smoothed + slope);
      before = smoothed;
      smoothed = next;
    }
    return smoothed;
  }

  private static void requireFactor(String kind, String shortName, double factor) {
    if (factor <= 0 || factor >= 1) {
      throw QueryException.execution(
          String.format(
              Locale.ROOT,
              "invalid %s factor. Expected: 0 < %s < 1, got: %f",
              kind,
              shortName,
              factor));
    }
  }
}
