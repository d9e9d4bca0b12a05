package io.barograph.promql.analyze;

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
import java.util.Set;

/**
 * Whether an expression has the same value whenever it is evaluated, because each selector in it is
 * pinned to a time with {@code @}: then one evaluation serves all steps.
 */
public final class StepInvariance {
  /** Functions that look at the evaluation time. */
  private static final Set<String> TIME_DEPENDENT =
      Set.of(
          "day_of_month",
          "day_of_week",
          "day_of_year",
          "days_in_month",
          "hour",
          "minute",
          "month",
          "predict_linear",
          "time",
          "timestamp",
          "year");

  private StepInvariance() {}

  public static boolean isInvariant(Expr expr) {
    return switch (expr) {
      case NumberLiteral _, StringLiteral _ -> true;
      case ParenExpr paren -> isInvariant(paren.expr());
      case UnaryExpr unary -> isInvariant(unary.expr());
      case VectorSelector selector -> selector.at().isSet();
      case MatrixSelector matrix -> matrix.vector().at().isSet();
      case SubqueryExpr subquery -> subquery.at().isSet();
      case BinaryExpr binary -> isInvariant(binary.left()) && isInvariant(binary.right());
      case AggregateExpr aggregate -> {
        Expr parameter = aggregate.parameter();
        yield isInvariant(aggregate.expr()) && (parameter == null || isInvariant(parameter));
      }
      case FunctionCall call ->
          !TIME_DEPENDENT.contains(call.function().name())
              && call.arguments().stream().allMatch(StepInvariance::isInvariant);
    };
  }

  /** Whether the function may give another value at another time for the same arguments. */
  public static boolean dependsOnTime(String function) {
    return TIME_DEPENDENT.contains(function);
  }
}
