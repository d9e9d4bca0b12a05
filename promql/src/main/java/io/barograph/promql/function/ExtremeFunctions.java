package io.barograph.promql.function;

import io.barograph.promql.step.Window;
import java.util.Map;

/** The largest and smallest samples in a window, and when they were. NaN gives way to numbers. */
final class ExtremeFunctions {
  private ExtremeFunctions() {}

  static Map<String, QueryFunction> byName() {
    return Map.of(
        "max_over_time", WindowFunction.of((window, _) -> window.values()[largest(window)]),
        "min_over_time", WindowFunction.of((window, _) -> window.values()[smallest(window)]),
        "ts_of_max_over_time",
            WindowFunction.of((window, _) -> window.timestamps()[largest(window)] / 1000.0),
        "ts_of_min_over_time",
            WindowFunction.of((window, _) -> window.timestamps()[smallest(window)] / 1000.0));
  }

  /** Index of the largest; of several the last. */
  private static int largest(Window window) {
    double[] values = window.values();
    int best = window.from();
    for (int i = best + 1; i < window.to(); i++) {
      if (values[i] >= values[best] || Double.isNaN(values[best])) {
        best = i;
      }
    }
    return best;
  }

  /** Index of the smallest; of several the last. */
  private static int smallest(Window window) {
    double[] values = window.values();
    int best = window.from();
    for (int i = best + 1; i < window.to(); i++) {
      if (values[i] <= values[best] || Double.isNaN(values[best])) {
        best = i;
      }
    }
    return best;
  }
}
