package io.barograph.promql.evaluate;

import io.barograph.model.Labels;
import io.barograph.promql.step.Absent;
import io.barograph.promql.step.Budget;
import io.barograph.promql.step.NameRemoval;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepVectors;
import io.barograph.promql.step.UniqueLabels;
import io.barograph.promql.tree.BinaryExpr;
import io.barograph.promql.tree.BinaryOperator;
import io.barograph.promql.tree.MatchCardinality;
import io.barograph.promql.tree.VectorMatching;
import io.barograph.promql.value.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Arithmetic and comparison between the matching series of two vectors. The sides are "many" and
 * "one"; without grouping the left one is "many", and may have no more than one at a step either.
 */
final class VectorJoin {
  private final BinaryOperator operator;
  private final boolean returnBool;
  private final VectorMatching matching;
  private final MatchKey key;
  private final NameRemoval nameRemoval;
  private final Budget budget;
  private final boolean oneIsLeft;
  private final boolean grouped;

  VectorJoin(
      BinaryExpr binary,
      VectorMatching matching,
      MatchKey key,
      NameRemoval nameRemoval,
      Budget budget) {
    this.operator = binary.operator();
    this.returnBool = binary.returnBool();
    this.matching = matching;
    this.key = key;
    this.nameRemoval = nameRemoval;
    this.budget = budget;
    this.oneIsLeft = matching.cardinality() == MatchCardinality.ONE_TO_MANY;
    this.grouped = matching.cardinality() != MatchCardinality.ONE_TO_ONE;
  }

  StepVectors join(StepVectors left, StepVectors right) {
    StepVectors many = oneIsLeft ? right : left;
    StepVectors one = oneIsLeft ? left : right;
    if (many.series().isEmpty() || one.series().isEmpty()) {
      return StepVectors.EMPTY;
    }
    Map<Labels, List<StepSeries>> ones = key.index(one);
    ones.forEach((labels, series) -> requireOne(labels, series, many));
    List<StepSeries> result = new ArrayList<>();
    key.index(many)
        .forEach(
            (labels, series) -> {
              List<StepSeries> matches = ones.get(labels);
              if (matches != null) {
                result.addAll(joined(series, matches));
              }
            });
    return UniqueLabels.merge(result);
  }

  /** Two series of the "one" side with the same key may follow, but not accompany, each other. */
  private void requireOne(Labels labels, List<StepSeries> series, StepVectors many) {
    if (series.size() < 2) {
      return;
    }
    int steps = series.getFirst().values().length;
    for (int step = 0; step < steps; step++) {
      StepSeries found = null;
      for (StepSeries each : series) {
        if (Absent.is(each.values()[step])) {
          continue;
        }
        if (found != null && hasAny(many, step)) {
          throw duplicates(labels, each, found);
        }
        found = each;
      }
    }
  }

  private static boolean hasAny(StepVectors vectors, int step) {
    for (StepSeries series : vectors.series()) {
      if (!Absent.is(series.values()[step])) {
        return true;
      }
    }
    return false;
  }

  private QueryException duplicates(Labels labels, StepSeries series, StepSeries other) {
    return QueryException.execution(
        "found duplicate series for the match group %s on the %s hand-side of the operation: [%s, %s];many-to-many matching not allowed: matching labels must be unique on one side"
            .formatted(
                LabelSetText.of(labels),
                oneIsLeft ? "left" : "right",
                LabelSetText.of(series.labels()),
                LabelSetText.of(other.labels())));
  }

  /** The results for one key. */
  private List<StepSeries> joined(List<StepSeries> many, List<StepSeries> ones) {
    List<StepSeries> result = new ArrayList<>();
    for (StepSeries element : many) {
      for (StepSeries match : ones) {
        budget.check();
        double[] values = values(element.values(), match.values());
        if (!Absent.everywhere(values)) {
          budget.charge(values.length);
          result.add(
              new StepSeries(
                  labels(element.labels(), match.labels()),
                  element.nameDropped() || dropsName(),
                  values));
        }
      }
    }
    if (grouped) {
      return result.size() < 2
          ? result
          : UniqueLabels.merge(
                  result, () -> ambiguous("grouping labels must ensure unique matches"))
              .series();
    }
    requireOneAtEachStep(result);
    return result;
  }

  private static void requireOneAtEachStep(List<StepSeries> series) {
    if (series.size() < 2) {
      return;
    }
    boolean[] taken = new boolean[series.getFirst().values().length];
    for (StepSeries each : series) {
      for (int step = 0; step < taken.length; step++) {
        if (!Absent.is(each.values()[step])) {
          if (taken[step]) {
            throw ambiguous("many-to-one matching must be explicit (group_left/group_right)");
          }
          taken[step] = true;
        }
      }
    }
  }

  private static QueryException ambiguous(String advice) {
    return QueryException.execution("multiple matches for labels: " + advice);
  }

  private double[] values(double[] many, double[] one) {
    double[] result = Absent.values(many.length);
    for (int i = 0; i < result.length; i++) {
      if (!Absent.is(many[i]) && !Absent.is(one[i])) {
        double left = oneIsLeft ? one[i] : many[i];
        double right = oneIsLeft ? many[i] : one[i];
        result[i] = Arithmetic.element(operator, returnBool, left, right, left);
      }
    }
    return result;
  }

  private boolean dropsName() {
    return !operator.isComparison() || returnBool;
  }

  private Labels labels(Labels many, Labels one) {
    Labels labels = dropsName() ? nameRemoval.labels(many) : many;
    if (!grouped) {
      labels = matching.on() ? labels.keeping(matching.labels()) : without(labels);
    }
    for (String name : matching.include()) {
      labels = labels.with(name, one.valueOrEmpty(name));
    }
    return labels;
  }

  private Labels without(Labels labels) {
    Labels kept = labels;
    for (String name : matching.labels()) {
      kept = kept.without(name);
    }
    return kept;
  }
}
