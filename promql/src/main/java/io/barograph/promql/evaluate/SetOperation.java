package io.barograph.promql.evaluate;

import io.barograph.model.Labels;
import io.barograph.promql.step.Absent;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepVectors;
import io.barograph.promql.step.UniqueLabels;
import io.barograph.promql.tree.BinaryOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code and}, {@code or} and {@code unless}: series of one side by what the other side has. */
final class SetOperation {
  private static final List<StepSeries> NONE = List.of();

  private final BinaryOperator operator;
  private final MatchKey key;

  SetOperation(BinaryOperator operator, MatchKey key) {
    this.operator = operator;
    this.key = key;
  }

  StepVectors evaluate(StepVectors left, StepVectors right) {
    return switch (operator) {
      case AND -> new StepVectors(filtered(left, key.index(right), true));
      case UNLESS -> new StepVectors(filtered(left, key.index(right), false));
      case OR -> {
        List<StepSeries> all = new ArrayList<>(left.series());
        all.addAll(filtered(right, key.index(left), false));
        yield UniqueLabels.merge(all);
      }
      default -> throw new IllegalArgumentException("not a set operator: " + operator.text());
    };
  }

  /** The values whose key is, or is not, among the others at the same step. */
  private List<StepSeries> filtered(
      StepVectors vectors, Map<Labels, List<StepSeries>> others, boolean wanted) {
    List<StepSeries> result = new ArrayList<>();
    for (StepSeries series : vectors.series()) {
      List<StepSeries> matches = others.getOrDefault(key.of(series.labels()), NONE);
      double[] values = series.values().clone();
      for (int i = 0; i < values.length; i++) {
        if (isPresent(matches, i) != wanted) {
          values[i] = Absent.VALUE;
        }
      }
      if (!Absent.everywhere(values)) {
        result.add(new StepSeries(series.labels(), series.nameDropped(), values));
      }
    }
    return result;
  }

  private static boolean isPresent(List<StepSeries> series, int step) {
    for (StepSeries each : series) {
      if (!Absent.is(each.values()[step])) {
        return true;
      }
    }
    return false;
  }
}
