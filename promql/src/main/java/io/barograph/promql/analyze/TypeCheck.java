package io.barograph.promql.analyze;

import static io.barograph.promql.lex.StringSyntax.quote;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.promql.tree.AggregateExpr;
import io.barograph.promql.tree.BinaryExpr;
import io.barograph.promql.tree.BinaryOperator;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.FunctionCall;
import io.barograph.promql.tree.FunctionSignature;
import io.barograph.promql.tree.MatchCardinality;
import io.barograph.promql.tree.MatrixSelector;
import io.barograph.promql.tree.NumberLiteral;
import io.barograph.promql.tree.ParenExpr;
import io.barograph.promql.tree.ParseException;
import io.barograph.promql.tree.SourceRange;
import io.barograph.promql.tree.StringLiteral;
import io.barograph.promql.tree.SubqueryExpr;
import io.barograph.promql.tree.UnaryExpr;
import io.barograph.promql.tree.VectorMatching;
import io.barograph.promql.tree.VectorSelector;
import io.barograph.promql.value.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the types in a tree fit together. The first misfit, in the order of the query, throws.
 */
public final class TypeCheck {
  private final String query;

  private TypeCheck(String query) {
    this.query = query;
  }

  /**
   * Checks a whole tree.
   *
   * @throws ParseException at the first misfit
   */
  public static void check(String query, Expr expr) {
    new TypeCheck(query).check(expr);
  }

  private void check(Expr expr) {
    switch (expr) {
      case NumberLiteral _, StringLiteral _ -> {}
      case ParenExpr paren -> check(paren.expr());
      case UnaryExpr unary -> unary(unary);
      case VectorSelector selector -> selector(selector);
      case MatrixSelector matrix -> check(matrix.vector());
      case SubqueryExpr subquery -> {
        check(subquery.expr());
        if (subquery.expr().type() != ValueType.VECTOR) {
          throw error(
              subquery,
              "subquery is only allowed on instant vector, got %s instead"
                  .formatted(subquery.expr().type().text()));
        }
      }
      case AggregateExpr aggregate -> aggregation(aggregate);
      case BinaryExpr binary -> binary(binary);
      case FunctionCall call -> call(call);
    }
  }

  private ParseException error(Expr expr, String problem) {
    return error(expr.range(), problem);
  }

  private ParseException error(SourceRange range, String problem) {
    return new ParseException(query, range, problem);
  }

  private void expect(ValueType wanted, Expr expr, String context) {
    check(expr);
    if (expr.type() != wanted) {
      throw error(
          expr,
          "expected type %s in %s, got %s"
              .formatted(wanted.documentedText(), context, expr.type().documentedText()));
    }
  }

  private void unary(UnaryExpr unary) {
    check(unary.expr());
    if (!isNumeric(unary.expr())) {
      throw error(
          unary,
          "unary expression only allowed on expressions of type scalar or instant vector, got "
              + quote(unary.expr().type().documentedText()));
    }
  }

  private static boolean isNumeric(Expr expr) {
    return expr.type() == ValueType.SCALAR || expr.type() == ValueType.VECTOR;
  }

  private void selector(VectorSelector selector) {
    List<LabelMatcher> matchers = selector.matchers();
    if (!selector.name().isEmpty()) {
      for (LabelMatcher matcher : matchers.subList(0, matchers.size() - 1)) {
        if (matcher.name().equals(Labels.METRIC_NAME)) {
          throw error(
              selector,
              "metric name must not be set twice: %s or %s"
                  .formatted(quote(selector.name()), quote(matcher.value())));
        }
      }
    } else if (matchers.stream().allMatch(LabelMatcher::matchesEmpty)) {
      throw error(selector, "vector selector must contain at least one non-empty matcher");
    }
  }

  private void aggregation(AggregateExpr aggregate) {
    expect(ValueType.VECTOR, aggregate.expr(), "aggregation expression");
    ValueType wanted = aggregate.operator().parameterType();
    Expr parameter = aggregate.parameter();
    if (wanted != null && parameter != null) {
      expect(wanted, parameter, "aggregation parameter");
    }
  }

  private void binary(BinaryExpr binary) {
    check(binary.left());
    check(binary.right());
    BinaryOperator operator = binary.operator();
    VectorMatching matching = binary.matching();
    if (binary.returnBool() && !operator.isComparison()) {
      throw error(operatorRange(binary), "bool modifier can only be used on comparison operators");
    }
    if (operator.isComparison() && !binary.returnBool() && binary.type() == ValueType.SCALAR) {
      throw error(operatorRange(binary), "comparisons between scalars must use BOOL modifier");
    }
    if (matching != null && matching.on()) {
      for (String label : matching.labels()) {
        if (matching.include().contains(label)) {
          throw error(
              operatorRange(binary),
              "label %s must not occur in ON and GROUP clause at once".formatted(quote(label)));
        }
      }
    }
    for (Expr side : List.of(binary.left(), binary.right())) {
      if (!isNumeric(side)) {
        throw error(side, "binary expression must contain only scalar and instant vector types");
      }
    }
    matching(binary, operator, matching);
  }

  private void matching(
      BinaryExpr binary, BinaryOperator operator, @Nullable VectorMatching matching) {
    boolean vectors =
        binary.left().type() == ValueType.VECTOR && binary.right().type() == ValueType.VECTOR;
    if (!vectors && matching != null) {
      throw error(binary, "vector matching only allowed between instant vectors");
    }
    if (!operator.isSetOperator()) {
      return;
    }
    if (!vectors) {
      throw error(
          binary,
          "set operator %s not allowed in binary scalar expression"
              .formatted(quote(operator.text())));
    }
    if (matching != null && matching.cardinality() != MatchCardinality.MANY_TO_MANY) {
      throw error(binary, "no grouping allowed for %s operation".formatted(quote(operator.text())));
    }
  }

  /** What stands between the operands, spaces left out. */
  private SourceRange operatorRange(BinaryExpr binary) {
    int start = binary.left().range().end();
    int end = binary.right().range().start();
    while (start < end && Character.isWhitespace(query.charAt(start))) {
      start++;
    }
    return new SourceRange(start, end);
  }

  private void call(FunctionCall call) {
    FunctionSignature function = call.function();
    checkCount(call, function);
    for (int i = 0; i < call.arguments().size(); i++) {
      expect(
          function.argumentType(i),
          call.arguments().get(i),
          "call to function " + quote(function.name()));
    }
  }

  private void checkCount(FunctionCall call, FunctionSignature function) {
    int count = call.arguments().size();
    int all = function.argumentTypes().size();
    String name = quote(function.name());
    if (function.optional() == 0) {
      if (count != all) {
        throw error(
            call, "expected %d argument(s) in call to %s, got %d".formatted(all, name, count));
      }
      return;
    }
    int least = all - 1;
    int most = least + function.optional();
    if (count < least) {
      throw error(
          call,
          "expected at least %d argument(s) in call to %s, got %d".formatted(least, name, count));
    }
    if (function.optional() != FunctionSignature.ANY_NUMBER && count > most) {
      throw error(
          call,
          "expected at most %d argument(s) in call to %s, got %d".formatted(most, name, count));
    }
  }
}
