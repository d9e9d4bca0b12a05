package io.barograph.alertengine.evaluate;

import io.barograph.promql.tree.AggregateExpr;
import io.barograph.promql.tree.AggregateOperator;
import io.barograph.promql.tree.BinaryExpr;
import io.barograph.promql.tree.BinaryOperator;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.FunctionCall;
import io.barograph.promql.tree.MatrixSelector;
import io.barograph.promql.tree.NumberLiteral;
import io.barograph.promql.tree.ParenExpr;
import io.barograph.promql.tree.StringLiteral;
import io.barograph.promql.tree.SubqueryExpr;
import io.barograph.promql.tree.UnaryExpr;
import io.barograph.promql.tree.VectorSelector;
import io.barograph.promql.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Derives from the expression of a rule one that has the same elements whether the condition holds
 * or not, for as long as there is data: comparisons no longer filter, everything else stays. So an
 * element that the rule has lost and its presence still has is a condition that ended, and one that
 * both have lost is data that went away.
 */
final class Presence {
  /** Their elements come when data goes, so that a lost one is never missing data. */
  private static final Set<String> OF_ABSENCE = Set.of("absent", "absent_over_time");

  /** They choose among elements, all of which are there. */
  private static final Set<AggregateOperator> CHOOSING =
      Set.of(
          AggregateOperator.TOPK,
          AggregateOperator.BOTTOMK,
          AggregateOperator.LIMITK,
          AggregateOperator.LIMIT_RATIO);

  private Presence() {}

  /** The derived expression, or empty if a lost element always means that the condition ended. */
  static Optional<Expr> of(Expr expr) {
    return switch (expr) {
      case NumberLiteral _, StringLiteral _, VectorSelector _, MatrixSelector _ ->
          Optional.of(expr);
      case ParenExpr paren -> of(paren.expr()).map(inner -> new ParenExpr(inner, paren.range()));
      case UnaryExpr unary ->
          of(unary.expr()).map(inner -> new UnaryExpr(unary.negative(), inner, unary.range()));
      case SubqueryExpr subquery -> of(subquery.expr()).map(inner -> over(subquery, inner));
      case BinaryExpr binary -> ofBinary(binary);
      case AggregateExpr aggregate -> ofAggregate(aggregate);
      case FunctionCall call -> ofCall(call);
    };
  }

  private static Expr over(SubqueryExpr subquery, Expr inner) {
    return new SubqueryExpr(
        inner,
        subquery.length(),
        subquery.step(),
        subquery.offset(),
        subquery.at(),
        subquery.range());
  }

  private static Optional<Expr> ofBinary(BinaryExpr binary) {
    Optional<Expr> left = of(binary.left());
    Optional<Expr> right = of(binary.right());
    if (binary.operator() == BinaryOperator.UNLESS) {
      return left;
    }
    if (binary.operator() == BinaryOperator.AND && (left.isEmpty() || right.isEmpty())) {
      return left.or(() -> right);
    }
    if (left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    boolean filters = binary.operator().isComparison() && !binary.returnBool();
    if (filters && binary.left().type() == ValueType.SCALAR) {
      return right.map(Presence::inParentheses);
    }
    if (filters && binary.right().type() == ValueType.SCALAR) {
      return left.map(Presence::inParentheses);
    }
    // A sum has the labels that the comparison has, but for the name of the metric.
    return Optional.of(
        inParentheses(
            new BinaryExpr(
                filters ? BinaryOperator.ADD : binary.operator(),
                left.get(),
                right.get(),
                binary.returnBool(),
                binary.matching())));
  }

  /** What took the place of a comparison may bind less tightly than that did. */
  private static Expr inParentheses(Expr expr) {
    return new ParenExpr(expr, expr.range());
  }

  private static Optional<Expr> ofAggregate(AggregateExpr aggregate) {
    if (aggregate.operator() == AggregateOperator.COUNT_VALUES) {
      return Optional.empty();
    }
    Optional<Expr> inner = of(aggregate.expr());
    if (CHOOSING.contains(aggregate.operator())) {
      return inner;
    }
    return inner.map(
        expr ->
            new AggregateExpr(
                aggregate.operator(),
                expr,
                aggregate.parameter(),
                aggregate.grouping(),
                aggregate.without(),
                aggregate.range()));
  }

  private static Optional<Expr> ofCall(FunctionCall call) {
    if (OF_ABSENCE.contains(call.function().name())) {
      return Optional.empty();
    }
    List<Expr> arguments = new ArrayList<>();
    for (Expr argument : call.arguments()) {
      Optional<Expr> present = of(argument);
      if (present.isEmpty()) {
        return Optional.empty();
      }
      arguments.add(present.get());
    }
    return Optional.of(new FunctionCall(call.function(), arguments, call.range()));
  }
}
