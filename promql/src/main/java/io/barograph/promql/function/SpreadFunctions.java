package io.barograph.promql.function;

import io.barograph.promql.step.KahanSum;
import io.barograph.promql.step.Quantile;
import io.barograph.promql.step.StepValue;
import io.barograph.promql.step.Window;
import java.util.Map;

/** How the samples in a window are spread: deviations and quantiles. */
final class SpreadFunctions {
  private SpreadFunctions() {}

  static Map<String, QueryFunction> byName() {
    return Map.of(
        "stdvar_over_time",
        WindowFunction.of((window, _) -> variance(window)),
        "stddev_over_time",
        WindowFunction.of((window, _) -> Math.sqrt(variance(window))),
        "quantile_over_time",
        SpreadFunctions::quantile,
        "mad_over_time",
        SpreadFunctions::medianDeviation);
  }

  /** Welford's method, with compensated sums. */
  private static double variance(Window window) {
    double[] values = window.values();
    KahanSum mean = new KahanSum();
    KahanSum squares = new KahanSum();
    int count = 0;
    for (int i = window.from(); i < window.to(); i++) {
      count++;
      double delta = values[i] - mean.value();
      mean.add(delta / count);
      squares.add(delta * (values[i] - mean.value()));
    }
    return squares.value() / count;
  }

  private static StepValue quantile(Arguments arguments) {
    double[] quantiles = arguments.scalars(0);
    Scratch scratch = new Scratch();
    return WindowFunction.apply(
        arguments,
        1,
        (window, step) -> {
          double quantile = quantiles[step];
          if (!Quantile.isValid(quantile)) {
            QuantileNotice.add(arguments.notices(), quantile, arguments.range(0));
          }
          return Quantile.of(quantile, scratch.copy(window), window.size());
        });
  }

  private static StepValue medianDeviation(Arguments arguments) {
    Scratch scratch = new Scratch();
    return WindowFunction.apply(
        arguments,
        0,
        (window, _) -> {
          int size = window.size();
          double[] values = scratch.copy(window);
          double median = Quantile.of(0.5, values, size);
          for (int i = 0; i < size; i++) {
            values[i] = Math.abs(values[i] - median);
          }
          return Quantile.of(0.5, values, size);
        });
  }

  /** A buffer for values that get sorted, used again for each window. */
  private static final class Scratch {
    private double[] values = new double[64];

    double[] copy(Window window) {
      int size = window.size();
      if (values.length < size) {
        values = new double[size * 2];
      }
      System.arraycopy(window.values(), window.from(), values, 0, size);
      return values;
    }
  }
}
