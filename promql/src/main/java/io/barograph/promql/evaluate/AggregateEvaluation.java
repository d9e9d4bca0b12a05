package io.barograph.promql.evaluate;

import io.barograph.model.Labels;
import io.barograph.promql.evaluate.Grouping.Group;
import io.barograph.promql.function.QuantileNotice;
import io.barograph.promql.step.Absent;
import io.barograph.promql.step.Budget;
import io.barograph.promql.step.Notices;
import io.barograph.promql.step.Quantile;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepVectors;
import io.barograph.promql.step.UniqueLabels;
import io.barograph.promql.tree.AggregateExpr;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.SourceRange;
import io.barograph.promql.value.FloatFormat;
import io.barograph.promql.value.QueryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Aggregations over series. */
final class AggregateEvaluation {
  private final AggregateExpr aggregate;
  private final int steps;
  private final Budget budget;
  private final Notices notices;

  AggregateEvaluation(AggregateExpr aggregate, int steps, Budget budget, Notices notices) {
    this.aggregate = aggregate;
    this.steps = steps;
    this.budget = budget;
    this.notices = notices;
  }

  /** Operators without a parameter. */
  StepVectors plain(StepVectors vectors) {
    List<StepSeries> result = new ArrayList<>();
    for (Group group : Grouping.of(aggregate, vectors.series())) {
      budget.charge(steps);
      double[] values = GroupReduction.reduce(aggregate.operator(), group, steps);
      result.add(new StepSeries(group.labels(), group.nameDropped(), values));
    }
    return new StepVectors(result);
  }

  /** Operators with a number at each step as parameter. */
  StepVectors withNumber(StepVectors vectors, double[] parameter) {
    checkParameter(parameter, vectors);
    GroupSelection selection = new GroupSelection(steps);
    List<StepSeries> result = new ArrayList<>();
    for (Group group : Grouping.of(aggregate, vectors.series())) {
      budget.charge(steps);
      switch (aggregate.operator()) {
        case TOPK -> result.addAll(selection.extremes(group, parameter, true));
        case BOTTOMK -> result.addAll(selection.extremes(group, parameter, false));
        case LIMITK -> result.addAll(selection.first(group, parameter));
        case LIMIT_RATIO -> result.addAll(selection.ratio(group, parameter));
        case QUANTILE ->
            result.add(
                new StepSeries(group.labels(), group.nameDropped(), quantile(group, parameter)));
        default ->
            throw new IllegalArgumentException("takes no number: " + aggregate.operator().text());
      }
    }
    return new StepVectors(result);
  }

  /** A parameter matters only at steps that have something to aggregate. */
  private void checkParameter(double[] parameter, StepVectors vectors) {
    boolean[] present = new boolean[steps];
    for (StepSeries series : vectors.series()) {
      for (int step = 0; step < steps; step++) {
        present[step] |= !Absent.is(series.values()[step]);
      }
    }
    for (int step = 0; step < steps; step++) {
      if (present[step]) {
        checkParameter(parameter[step]);
      }
    }
  }

  private void checkParameter(double value) {
    Expr expr = aggregate.parameter();
    SourceRange range = expr == null ? aggregate.range() : expr.range();
    switch (aggregate.operator()) {
      case TOPK, BOTTOMK, LIMITK -> {
        // NaN fails the comparison too; numbers below one just pick nothing.
        if (!(value < 0x1p63)) {
          throw QueryException.execution(
              "Scalar value " + FloatFormat.general(value) + " overflows int64");
        }
      }
      case LIMIT_RATIO -> {
        if (Double.isNaN(value)) {
          throw QueryException.execution("Ratio value " + FloatFormat.general(value) + " is NaN");
        }
        if (Math.abs(value) > 1) {
          notices.warn(
              "ratio value should be between -1 and 1, got %s, capping to %s"
                  .formatted(FloatFormat.general(value), FloatFormat.general(Math.signum(value))),
              range);
        }
      }
      case QUANTILE -> {
        if (!Quantile.isValid(value)) {
          QuantileNotice.add(notices, value, range);
        }
      }
      default -> {}
    }
  }

  private double[] quantile(Group group, double[] quantiles) {
    double[] result = Absent.values(steps);
    double[] scratch = new double[group.members().size()];
    for (int step = 0; step < steps; step++) {
      int size = 0;
      for (StepSeries member : group.members()) {
        double value = member.values()[step];
        if (!Absent.is(value)) {
          scratch[size++] = value;
        }
      }
      if (size > 0) {
        result[step] = Quantile.of(quantiles[step], scratch, size);
      }
    }
    return result;
  }

  /** {@code count_values}: how many members have each value, the value as a label. */
  StepVectors countValues(StepVectors vectors, String label) {
    if (label.isEmpty()) {
      throw QueryException.execution("invalid label name \"\"");
    }
    Map<Labels, StepSeries> byValue = new LinkedHashMap<>();
    for (Group group : Grouping.of(aggregate, vectors.series())) {
      for (StepSeries member : group.members()) {
        budget.check();
        for (int step = 0; step < steps; step++) {
          double value = member.values()[step];
          if (!Absent.is(value)) {
            count(byValue, group, label, value, step);
          }
        }
      }
    }
    return UniqueLabels.require(List.copyOf(byValue.values()));
  }

  private void count(
      Map<Labels, StepSeries> byValue, Group group, String label, double value, int step) {
    Labels labels = group.labels().with(label, FloatFormat.plain(value));
    StepSeries target = byValue.get(labels);
    if (target == null) {
      budget.charge(steps);
      target = new StepSeries(labels, group.nameDropped(), Absent.values(steps));
      byValue.put(labels, target);
    }
    double[] counts = target.values();
    counts[step] = Absent.is(counts[step]) ? 1 : counts[step] + 1;
  }
}
