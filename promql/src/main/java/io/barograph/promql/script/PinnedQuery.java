package io.barograph.promql.script;

import io.barograph.promql.analyze.StepInvariance;
import io.barograph.promql.tree.AggregateExpr;
import io.barograph.promql.tree.AtModifier;
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

/** A query with all its selectors pinned to a time, so that it may be evaluated at any other. */
final class PinnedQuery extends TreeRewrite {
  private final AtModifier at;

  private PinnedQuery(long time) {
    this.at = AtModifier.timestamp(time);
  }

  /** Whether the value of the pinned query depends on nothing but its selectors. */
  static boolean canPin(Expr expr) {
    return switch (expr) {
      case NumberLiteral _, StringLiteral _, VectorSelector _, MatrixSelector _ -> true;
      case ParenExpr paren -> canPin(paren.expr());
      case UnaryExpr unary -> canPin(unary.expr());
      case SubqueryExpr subquery -> canPin(subquery.expr());
      case BinaryExpr binary -> canPin(binary.left()) && canPin(binary.right());
      case AggregateExpr aggregate -> {
        Expr parameter = aggregate.parameter();
        yield canPin(aggregate.expr()) && (parameter == null || canPin(parameter));
      }
      case FunctionCall call ->
          !StepInvariance.dependsOnTime(call.function().name())
              && call.arguments().stream().allMatch(PinnedQuery::canPin);
    };
  }

  /** What is pinned already stays where it is, and so does all inside a pinned subquery. */
  static Expr pin(Expr expr, long time) {
    return new PinnedQuery(time).rewrite(expr);
  }

  @Override
  VectorSelector selector(VectorSelector selector) {
    return selector.at().isSet() ? selector : selector.withAt(at, selector.range().end());
  }

  @Override
  Expr subquery(SubqueryExpr subquery) {
    return subquery.at().isSet() ? subquery : subquery.withAt(at, subquery.range().end());
  }
}
