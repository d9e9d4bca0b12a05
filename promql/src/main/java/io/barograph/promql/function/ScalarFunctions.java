package io.barograph.promql.function;

import io.barograph.model.Labels;
import io.barograph.promql.step.Absent;
import io.barograph.promql.step.StepScalars;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepValue;
import io.barograph.promql.step.StepVectors;
import java.util.List;
import java.util.Map;

/** From vectors to scalars and back. */
final class ScalarFunctions {
  private ScalarFunctions() {}

  static Map<String, QueryFunction> byName() {
    return Map.of(
        "pi", arguments -> StepScalars.constant(Math.PI, arguments.steps().count()),
        "scalar", ScalarFunctions::scalar,
        "vector", ScalarFunctions::vector);
  }

  /** The value of the only series at a step; NaN where there is none or more than one. */
  private static StepValue scalar(Arguments arguments) {
    double[] result = new double[arguments.steps().count()];
    int[] found = new int[result.length];
    for (StepSeries series : arguments.vectors(0).series()) {
      double[] values = series.values();
      for (int i = 0; i < result.length; i++) {
        if (!Absent.is(values[i])) {
          found[i]++;
          result[i] = values[i];
        }
      }
    }
    for (int i = 0; i < result.length; i++) {
      if (found[i] != 1) {
        result[i] = Double.NaN;
      }
    }
    return new StepScalars(result);
  }

  private static StepValue vector(Arguments arguments) {
    return new StepVectors(List.of(new StepSeries(Labels.EMPTY, false, arguments.scalars(0))));
  }
}
