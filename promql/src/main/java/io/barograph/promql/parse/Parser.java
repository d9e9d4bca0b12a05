package io.barograph.promql.parse;

import io.barograph.model.LabelMatcher;
import io.barograph.promql.analyze.TypeCheck;
import io.barograph.promql.lex.TokenType;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.ParseException;
import io.barograph.promql.tree.SourceRange;
import io.barograph.promql.tree.VectorSelector;
import java.util.List;

/** Reads PromQL. Stateless: one parser serves all threads. */
public final class Parser {
  private final ParserOptions options;

  public Parser(ParserOptions options) {
    this.options = options;
  }

  /**
   * The tree of a query, with types that fit.
   *
   * @throws ParseException if it is not PromQL
   */
  public Expr parse(String query) {
    TokenStream tokens = new TokenStream(query);
    if (tokens.nextIs(TokenType.END_OF_INPUT)) {
      throw tokens.error(SourceRange.NONE, "no expression found in input");
    }
    Expr expr = new ExpressionParser(tokens, options).expression();
    tokens.expect(TokenType.END_OF_INPUT);
    TypeCheck.check(query, expr);
    return expr;
  }

  /**
   * The matchers of a selector alone, as in {@code match[]} of the HTTP API. They may all match the
   * empty string; whether that is allowed, the caller decides.
   *
   * @throws ParseException if it is not a selector
   */
  public List<LabelMatcher> parseSelector(String selector) {
    TokenStream tokens = new TokenStream(selector);
    VectorSelector parsed = new SelectorParser(tokens).selector();
    tokens.expect(TokenType.END_OF_INPUT);
    return parsed.matchers();
  }
}
