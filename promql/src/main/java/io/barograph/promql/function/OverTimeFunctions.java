package io.barograph.promql.function;

import io.barograph.promql.step.KahanSum;
import io.barograph.promql.step.Mean;
import io.barograph.promql.step.StepValue;
import io.barograph.promql.step.Window;
import java.util.Map;

/** Sums, averages and counts of the samples in a window. */
final class OverTimeFunctions {
  private OverTimeFunctions() {}

  static Map<String, QueryFunction> byName() {
    return Map.of(
        "sum_over_time",
        OverTimeFunctions::sum,
        "avg_over_time",
        OverTimeFunctions::average,
        "count_over_time",
        WindowFunction.of((window, _) -> window.size()),
        "present_over_time",
        WindowFunction.of((_, _) -> 1),
        "last_over_time",
        OverTimeFunctions::last,
        "ts_of_last_over_time",
        WindowFunction.of((window, _) -> window.timestamps()[window.to() - 1] / 1000.0));
  }

  private static StepValue sum(Arguments arguments) {
    KahanSum sum = new KahanSum();
    return WindowFunction.apply(
        arguments,
        0,
        (window, _) -> {
          sum.start(0, 0);
          double[] values = window.values();
          for (int i = window.from(); i < window.to(); i++) {
            sum.add(values[i]);
          }
          return sum.value();
        });
  }

  private static StepValue average(Arguments arguments) {
    Mean mean = new Mean();
    return WindowFunction.apply(
        arguments,
        0,
        (window, _) -> {
          mean.clear();
          double[] values = window.values();
          for (int i = window.from(); i < window.to(); i++) {
            mean.add(values[i]);
          }
          return mean.value();
        });
  }

  /** The only one that gives values of the metric itself, so the name stays. */
  private static StepValue last(Arguments arguments) {
    return WindowFunction.apply(
        arguments, arguments.ranges(0), (window, _) -> lastValue(window), true);
  }

  private static double lastValue(Window window) {
    return window.values()[window.to() - 1];
  }
}
