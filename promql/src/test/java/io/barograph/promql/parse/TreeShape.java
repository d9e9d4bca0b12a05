package io.barograph.promql.parse;

import io.barograph.model.LabelMatcher;
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
import io.barograph.promql.tree.VectorMatching;
import io.barograph.promql.tree.VectorSelector;
import java.util.List;

/**
 * A tree as nested brackets, with all that it means and without the positions: unlike the printed
 * query it shows what binds to what, so two trees are the same if their shapes are.
 */
final class TreeShape {
  private final StringBuilder text = new StringBuilder();

  private TreeShape() {}

  static String of(Expr expr) {
    TreeShape shape = new TreeShape();
    shape.add(expr);
    return shape.text.toString();
  }

  private void add(Expr expr) {
    text.append('(');
    switch (expr) {
      case NumberLiteral number -> text.append(number.value()).append(number.duration());
      case StringLiteral string -> text.append("string ").append(string.value());
      case ParenExpr paren -> add(paren.expr());
      case UnaryExpr unary -> {
        text.append(unary.negative() ? '-' : '+');
        add(unary.expr());
      }
      case VectorSelector selector -> add(selector);
      case MatrixSelector matrix -> {
        text.append("range ").append(matrix.length());
        add(matrix.vector());
      }
      case SubqueryExpr subquery -> {
        text.append("subquery ").append(subquery.length()).append(' ').append(subquery.step());
        text.append(' ').append(subquery.offset()).append(subquery.at());
        add(subquery.expr());
      }
      case BinaryExpr binary -> add(binary);
      case FunctionCall call -> {
        text.append(call.function().name());
        call.arguments().forEach(this::add);
      }
      case AggregateExpr aggregate -> {
        text.append(aggregate.operator()).append(aggregate.without()).append(aggregate.grouping());
        Expr parameter = aggregate.parameter();
        if (parameter != null) {
          add(parameter);
        }
        add(aggregate.expr());
      }
    }
    text.append(')');
  }

  private void add(VectorSelector selector) {
    List<String> matchers = selector.matchers().stream().map(LabelMatcher::toString).toList();
    text.append(selector.name()).append(matchers.stream().sorted().toList());
    text.append(selector.offset()).append(selector.at());
  }

  private void add(BinaryExpr binary) {
    text.append(binary.operator()).append(binary.returnBool());
    VectorMatching matching = binary.matching();
    text.append(matching == null ? VectorMatching.ONE_TO_ONE : matching);
    add(binary.left());
    add(binary.right());
  }
}
