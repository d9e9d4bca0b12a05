package io.barograph.promql.script;

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

/** Gives the same tree with other selectors. */
abstract class TreeRewrite {
  /** What stands for a selector, inside a range too. */
  abstract VectorSelector selector(VectorSelector selector);

  /** What stands for a subquery; by default the same over the rewritten expression. */
  Expr subquery(SubqueryExpr subquery) {
    return new SubqueryExpr(
        rewrite(subquery.expr()),
        subquery.length(),
        subquery.step(),
        subquery.offset(),
        subquery.at(),
        subquery.range());
  }

  final Expr rewrite(Expr expr) {
    return switch (expr) {
      case NumberLiteral _, StringLiteral _ -> expr;
      case VectorSelector selector -> selector(selector);
      case MatrixSelector matrix ->
          matrix.withVector(selector(matrix.vector()), matrix.range().end());
      case SubqueryExpr subquery -> subquery(subquery);
      case ParenExpr paren -> new ParenExpr(rewrite(paren.expr()), paren.range());
      case UnaryExpr unary -> new UnaryExpr(unary.negative(), rewrite(unary.expr()), unary.range());
      case BinaryExpr binary ->
          new BinaryExpr(
              binary.operator(),
              rewrite(binary.left()),
              rewrite(binary.right()),
              binary.returnBool(),
              binary.matching());
      case AggregateExpr aggregate -> {
        Expr parameter = aggregate.parameter();
        yield new AggregateExpr(
            aggregate.operator(),
            rewrite(aggregate.expr()),
            parameter == null ? null : rewrite(parameter),
            aggregate.grouping(),
            aggregate.without(),
            aggregate.range());
      }
      case FunctionCall call ->
          new FunctionCall(
              call.function(), call.arguments().stream().map(this::rewrite).toList(), call.range());
    };
  }
}
