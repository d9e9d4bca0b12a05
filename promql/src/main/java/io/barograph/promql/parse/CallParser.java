package io.barograph.promql.parse;

import static io.barograph.promql.lex.StringSyntax.quote;
import static io.barograph.promql.parse.TokenStream.rangeOf;

import io.barograph.promql.lex.Token;
import io.barograph.promql.lex.TokenType;
import io.barograph.promql.tree.AggregateExpr;
import io.barograph.promql.tree.AggregateOperator;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.FunctionCall;
import io.barograph.promql.tree.FunctionSignature;
import io.barograph.promql.tree.FunctionSignatures;
import io.barograph.promql.tree.SourceRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls of functions and aggregations: a name that has been taken, and arguments. */
final class CallParser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final ParserOptions options;
  private final GroupingParser groupings;

  CallParser(TokenStream tokens, ExpressionParser expressions, ParserOptions options) {
    this.tokens = tokens;
    this.expressions = expressions;
    this.options = options;
    this.groupings = new GroupingParser(tokens);
  }

  FunctionCall function(Token name) {
    List<Expr> arguments = arguments();
    FunctionSignature signature = FunctionSignatures.named(name.text());
    if (signature == null) {
      throw tokens.error(rangeOf(name), "unknown function with name " + quote(name.text()));
    }
    if (signature.experimental() && !options.experimentalFunctions()) {
      throw tokens.error(rangeOf(name), "function " + quote(name.text()) + " is not enabled");
    }
    return new FunctionCall(signature, arguments, new SourceRange(name.start(), tokens.lastEnd()));
  }

  AggregateExpr aggregation(Token name) {
    tokens.enterAggregation();
    Grouping grouping = grouping();
    List<Expr> arguments = arguments();
    tokens.leaveAggregation();
    if (grouping == null) {
      grouping = grouping();
    }
    SourceRange range = new SourceRange(name.start(), tokens.lastEnd());
    AggregateOperator operator = AggregateOperator.named(name.text());
    checkCount(operator, arguments.size(), range);
    return new AggregateExpr(
        operator,
        arguments.getLast(),
        operator.hasParameter() ? arguments.getFirst() : null,
        grouping == null ? List.of() : grouping.labels,
        grouping != null && grouping.without,
        range);
  }

  private void checkCount(AggregateOperator operator, int count, SourceRange range) {
    if (count == 0) {
      throw tokens.error(range, "no arguments for aggregate expression provided");
    }
    if (operator.isExperimental() && !options.experimentalFunctions()) {
      throw tokens.error(
          range,
          operator.text()
              + "() is experimental and must be enabled with"
              + " --enable-feature=promql-experimental-functions");
    }
    int expected = operator.hasParameter() ? 2 : 1;
    if (count != expected) {
      throw tokens.error(
          range,
          "wrong number of arguments for aggregate expression provided, expected %d, got %d"
              .formatted(expected, count));
    }
  }

  private @Nullable Grouping grouping() {
    if (!tokens.nextIs(TokenType.BY) && !tokens.nextIs(TokenType.WITHOUT)) {
      return null;
    }
    boolean without = tokens.take().is(TokenType.WITHOUT);
    return new Grouping(groupings.labels(), without);
  }

  private List<Expr> arguments() {
    tokens.expect(TokenType.LEFT_PAREN);
    List<Expr> arguments = new ArrayList<>();
    if (tokens.takeIf(TokenType.RIGHT_PAREN)) {
      return arguments;
    }
    while (true) {
      arguments.add(expressions.expression());
      if (tokens.takeIf(TokenType.RIGHT_PAREN)) {
        return arguments;
      }
      Token comma = tokens.expect(TokenType.COMMA);
      if (!expressions.canStart(tokens.peek())) {
        throw tokens.error(rangeOf(comma), "trailing commas not allowed in function call args");
      }
    }
  }

  private record Grouping(List<String> labels, boolean without) {}
}
