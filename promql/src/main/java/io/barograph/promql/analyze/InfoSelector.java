package io.barograph.promql.analyze;

import static io.barograph.promql.lex.StringSyntax.quote;

import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.FunctionCall;
import io.barograph.promql.tree.ParseException;
import io.barograph.promql.tree.VectorSelector;
import io.barograph.promql.value.ValueType;

/** The second argument of {@code info}: matchers that look like a selector but select no metric. */
final class InfoSelector {
  private InfoSelector() {}

  static void check(String query, FunctionCall call, Expr argument) {
    if (argument.type() != ValueType.VECTOR) {
      throw new ParseException(
          query,
          call.range(),
          "expected type instant vector in call to function %s, got %s"
              .formatted(quote("info"), argument.type().documentedText()));
    }
    if (!(argument instanceof VectorSelector selector)) {
      throw new ParseException(query, argument.range(), "expected label selectors only");
    }
    if (!selector.name().isEmpty()) {
      throw new ParseException(
          query, argument.range(), "expected label selectors only, got vector selector instead");
    }
  }
}
