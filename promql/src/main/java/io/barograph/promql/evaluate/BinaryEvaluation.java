package io.barograph.promql.evaluate;

import io.barograph.model.Labels;
import io.barograph.promql.step.Absent;
import io.barograph.promql.step.Budget;
import io.barograph.promql.step.NameRemoval;
import io.barograph.promql.step.StepScalars;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepValue;
import io.barograph.promql.step.StepVectors;
import io.barograph.promql.step.UniqueLabels;
import io.barograph.promql.tree.BinaryExpr;
import io.barograph.promql.tree.BinaryOperator;
import io.barograph.promql.tree.VectorMatching;
import java.util.ArrayList;
import java.util.List;

/** Binary operators by the kinds of their operands. */
final class BinaryEvaluation {
  private final BinaryExpr binary;
  private final BinaryOperator operator;
  private final NameRemoval nameRemoval;
  private final Budget budget;

  BinaryEvaluation(BinaryExpr binary, NameRemoval nameRemoval, Budget budget) {
    this.binary = binary;
    this.operator = binary.operator();
    this.nameRemoval = nameRemoval;
    this.budget = budget;
  }

  StepValue evaluate(StepValue left, StepValue right) {
    return switch (left) {
      case StepScalars scalars ->
          switch (right) {
            case StepScalars others -> scalars(scalars.values(), others.values());
            case StepVectors vectors -> withScalars(vectors, scalars.values(), true);
          };
      case StepVectors vectors ->
          switch (right) {
            case StepScalars scalars -> withScalars(vectors, scalars.values(), false);
            case StepVectors others -> vectors(vectors, others);
          };
    };
  }

  private StepScalars scalars(double[] left, double[] right) {
    double[] result = new double[left.length];
    for (int i = 0; i < result.length; i++) {
      result[i] =
          operator.isComparison()
              ? (Arithmetic.holds(operator, left[i], right[i]) ? 1 : 0)
              : Arithmetic.compute(operator, left[i], right[i]);
    }
    return new StepScalars(result);
  }

  /** A comparison keeps the element of the vector, whichever side that is on. */
  private StepVectors withScalars(StepVectors vectors, double[] scalars, boolean scalarIsLeft) {
    boolean dropsName = !operator.isComparison() || binary.returnBool();
    List<StepSeries> result = new ArrayList<>(vectors.series().size());
    for (StepSeries series : vectors.series()) {
      budget.check();
      double[] values = series.values();
      for (int i = 0; i < values.length; i++) {
        double value = values[i];
        if (!Absent.is(value)) {
          values[i] =
              scalarIsLeft
                  ? Arithmetic.element(operator, binary.returnBool(), scalars[i], value, value)
                  : Arithmetic.element(operator, binary.returnBool(), value, scalars[i], value);
        }
      }
      Labels labels = dropsName ? nameRemoval.labels(series.labels()) : series.labels();
      result.add(new StepSeries(labels, series.nameDropped() || dropsName, values));
    }
    return dropsName ? UniqueLabels.merge(result) : new StepVectors(result);
  }

  private StepVectors vectors(StepVectors left, StepVectors right) {
    VectorMatching matching = binary.matching();
    if (matching == null) {
      throw new IllegalStateException("vectors without matching in \"" + binary + "\"");
    }
    MatchKey key = new MatchKey(matching);
    return operator.isSetOperator()
        ? new SetOperation(operator, key).evaluate(left, right)
        : new VectorJoin(binary, matching, key, nameRemoval, budget).join(left, right);
  }
}
