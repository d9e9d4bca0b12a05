package io.barograph.promql.evaluate;

import io.barograph.promql.step.Budget;
import io.barograph.promql.step.StepScalars;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepValue;
import io.barograph.promql.step.StepVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Repeats the value at one step for all steps. */
final class Broadcast {
  private Broadcast() {}

  static StepValue to(int count, StepValue single, Budget budget) {
    return switch (single) {
      case StepScalars scalars -> new StepScalars(repeated(scalars.values()[0], count));
      case StepVectors vectors -> {
        List<StepSeries> result = new ArrayList<>(vectors.series().size());
        for (StepSeries series : vectors.series()) {
          budget.charge(count);
          result.add(
              new StepSeries(
                  series.labels(), series.nameDropped(), repeated(series.values()[0], count)));
        }
        yield new StepVectors(result);
      }
    };
  }

  private static double[] repeated(double value, int count) {
    double[] values = new double[count];
    Arrays.fill(values, value);
    return values;
  }
}
