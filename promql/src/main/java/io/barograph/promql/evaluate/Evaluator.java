package io.barograph.promql.evaluate;

import io.barograph.promql.analyze.StepInvariance;
import io.barograph.promql.function.QueryFunctions;
import io.barograph.promql.step.Absent;
import io.barograph.promql.step.Budget;
import io.barograph.promql.step.NameRemoval;
import io.barograph.promql.step.Notices;
import io.barograph.promql.step.RangeSeries;
import io.barograph.promql.step.RangeVectors;
import io.barograph.promql.step.StepScalars;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepValue;
import io.barograph.promql.step.StepVectors;
import io.barograph.promql.step.Steps;
import io.barograph.promql.step.UniqueLabels;
import io.barograph.promql.tree.AggregateExpr;
import io.barograph.promql.tree.BinaryExpr;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.FunctionCall;
import io.barograph.promql.tree.MatrixSelector;
import io.barograph.promql.tree.NumberLiteral;
import io.barograph.promql.tree.ParenExpr;
import io.barograph.promql.tree.StringLiteral;
import io.barograph.promql.tree.SubqueryExpr;
import io.barograph.promql.tree.UnaryExpr;
import io.barograph.promql.tree.VectorSelector;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates expressions over steps. Each node is computed for all steps before its parent, series
 * by series over arrays, so that labels are matched and grouped once a query and not once a step.
 */
public final class Evaluator {
  private final EvaluationSettings settings;
  private final QueryBounds bounds;
  private final Budget budget;
  private final Notices notices;
  private final SelectorEvaluation selectors;

  public Evaluator(
      EvaluationSettings settings,
      QueryBounds bounds,
      LoadedData data,
      Budget budget,
      Notices notices) {
    this.settings = settings;
    this.bounds = bounds;
    this.budget = budget;
    this.notices = notices;
    this.selectors = new SelectorEvaluation(data, bounds, settings.lookback(), budget);
  }

  NameRemoval nameRemoval() {
    return settings.nameRemoval();
  }

  Budget budget() {
    return budget;
  }

  Notices notices() {
    return notices;
  }

  /** A scalar or an instant vector. What its parts held is given back to the budget. */
  public StepValue evaluate(Expr expr, Steps steps) {
    if (steps.count() > 1 && isWorthPinning(expr) && StepInvariance.isInvariant(expr)) {
      return Broadcast.to(steps.count(), evaluate(expr, Steps.at(steps.start())), budget);
    }
    long before = budget.used();
    StepValue value = compute(expr, steps);
    budget.settle(before, value.cells());
    budget.charge(0);
    return value;
  }

  /** Constants are made for all steps as easily as for one. */
  private static boolean isWorthPinning(Expr expr) {
    return !(expr.unwrapped() instanceof NumberLiteral);
  }

  private StepValue compute(Expr expr, Steps steps) {
    return switch (expr) {
      case NumberLiteral number -> StepScalars.constant(number.value(), steps.count());
      case ParenExpr paren -> compute(paren.expr(), steps);
      case UnaryExpr unary -> unary(unary, steps);
      case VectorSelector selector ->
          selectors.instant(selector, steps, SelectorEvaluation.Wanted.VALUE);
      case BinaryExpr binary ->
          new BinaryEvaluation(binary, nameRemoval(), budget)
              .evaluate(evaluate(binary.left(), steps), evaluate(binary.right(), steps));
      case AggregateExpr aggregate -> aggregate(aggregate, steps);
      case FunctionCall call ->
          QueryFunctions.named(call.function().name()).call(new CallArguments(this, call, steps));
      case StringLiteral _, MatrixSelector _, SubqueryExpr _ ->
          throw new IllegalArgumentException(
              "neither a scalar nor an instant vector: \"" + expr + "\"");
    };
  }

  private StepValue aggregate(AggregateExpr aggregate, Steps steps) {
    StepVectors vectors = vectors(aggregate.expr(), steps);
    AggregateEvaluation evaluation =
        new AggregateEvaluation(aggregate, steps.count(), budget, notices);
    Expr parameter = aggregate.parameter();
    if (parameter == null) {
      return evaluation.plain(vectors);
    }
    if (parameter.unwrapped() instanceof StringLiteral label) {
      return evaluation.countValues(vectors, label.value());
    }
    return evaluation.withNumber(vectors, ((StepScalars) evaluate(parameter, steps)).values());
  }

  /** An instant vector. */
  StepVectors vectors(Expr expr, Steps steps) {
    return (StepVectors) evaluate(expr, steps);
  }

  /** The times of the samples that a selector finds, in seconds. */
  StepVectors sampleTimes(VectorSelector selector, Steps steps) {
    return selectors.instant(selector, steps, SelectorEvaluation.Wanted.TIMESTAMP);
  }

  /** A range vector. */
  public RangeVectors ranges(Expr expr, Steps steps) {
    return switch (expr.unwrapped()) {
      case MatrixSelector matrix -> selectors.range(matrix, steps);
      case SubqueryExpr subquery -> subquery(subquery, steps);
      default -> throw new IllegalArgumentException("not a range vector: \"" + expr + "\"");
    };
  }

  private RangeVectors subquery(SubqueryExpr subquery, Steps steps) {
    long firstEnd = bounds.resolve(subquery.at(), steps.start()) - subquery.offset();
    long lastEnd = bounds.resolve(subquery.at(), steps.end()) - subquery.offset();
    Steps inner =
        SubquerySteps.covering(subquery, firstEnd, lastEnd, settings.defaultSubqueryStep());
    List<RangeSeries> series = new ArrayList<>();
    if (inner != null && evaluate(subquery.expr(), inner) instanceof StepVectors vectors) {
      for (StepSeries each : vectors.series()) {
        budget.check();
        series.add(SubquerySteps.samples(each, inner));
      }
    }
    long advance = subquery.at().isSet() ? 0 : steps.interval();
    return new RangeVectors(series, firstEnd, advance, subquery.length(), steps.count());
  }

  private StepValue unary(UnaryExpr unary, Steps steps) {
    StepValue operand = evaluate(unary.expr(), steps);
    if (!unary.negative()) {
      return operand;
    }
    return switch (operand) {
      case StepScalars scalars -> {
        negate(scalars.values());
        yield scalars;
      }
      case StepVectors vectors -> {
        List<StepSeries> negated = vectors.series().stream().map(this::negated).toList();
        yield UniqueLabels.require(negated);
      }
    };
  }

  private StepSeries negated(StepSeries series) {
    negate(series.values());
    return new StepSeries(settings.nameRemoval().labels(series.labels()), true, series.values());
  }

  private static void negate(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Absent.is(values[i])) {
        values[i] = -values[i];
      }
    }
  }
}
