package io.barograph.promql.function;

import io.barograph.promql.step.Absent;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepVectors;
import io.barograph.promql.step.UniqueLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Functions that turn each value of a vector into another and take the metric name away. */
final class ElementFunction {
  private ElementFunction() {}

  /** A function of the value alone. */
  static QueryFunction of(DoubleUnaryOperator operator) {
    return arguments ->
        apply(arguments, arguments.vectors(0), (value, _) -> operator.applyAsDouble(value));
  }

  /** A function of the value and the step it stands at. */
  interface AtStep {
    double apply(double value, int step);
  }

  static StepVectors apply(Arguments arguments, StepVectors vectors, AtStep function) {
    List<StepSeries> result = new ArrayList<>(vectors.series().size());
    for (StepSeries series : vectors.series()) {
      arguments.budget().check();
      double[] values = series.values();
      for (int i = 0; i < values.length; i++) {
        if (!Absent.is(values[i])) {
          values[i] = function.apply(values[i], i);
        }
      }
      result.add(new StepSeries(arguments.nameRemoval().labels(series.labels()), true, values));
    }
    return UniqueLabels.merge(result);
  }
}
