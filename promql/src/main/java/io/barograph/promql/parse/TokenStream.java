package io.barograph.promql.parse;

import io.barograph.promql.lex.LexException;
import io.barograph.promql.lex.Lexer;
import io.barograph.promql.lex.Token;
import io.barograph.promql.lex.TokenType;
import io.barograph.promql.tree.ParseException;
import io.barograph.promql.tree.SourceRange;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a query with one token of look-ahead, read only when asked for, and the errors that
 * point at them.
 *
 * <p>Which words an error about an unexpected token carries depends on where the parser of
 * Prometheus recovers from it: in the nearest construct that has a message of its own, else in the
 * nearest aggregation around it. {@link #enterAggregation()} keeps track of the latter.
 */
final class TokenStream {
  private final String query;
  private final Lexer lexer;
  private @Nullable Token peeked;
  private int aggregations;
  private int lastEnd;

  TokenStream(String query) {
    this.query = query;
    this.lexer = new Lexer(query);
  }

  String query() {
    return query;
  }

  Token peek() {
    Token token = peeked;
    if (token == null) {
      try {
        token = lexer.next();
      } catch (LexException e) {
        throw error(new SourceRange(e.start(), query.length()), e.getMessage());
      }
      peeked = token;
    }
    return token;
  }

  boolean nextIs(TokenType type) {
    return peek().is(type);
  }

  Token take() {
    Token token = peek();
    peeked = null;
    lastEnd = token.end();
    return token;
  }

  /** Takes the next token if it has this type. */
  boolean takeIf(TokenType type) {
    if (!nextIs(type)) {
      return false;
    }
    take();
    return true;
  }

  /**
   * Takes the next token, which must have this type; if not, the error has no context of its own.
   */
  Token expect(TokenType type) {
    if (!nextIs(type)) {
      throw unexpected();
    }
    return take();
  }

  /** Where the last token taken ends. */
  int lastEnd() {
    return lastEnd;
  }

  void enterAggregation() {
    aggregations++;
  }

  void leaveAggregation() {
    aggregations--;
  }

  ParseException error(SourceRange range, @Nullable String problem) {
    return new ParseException(query, range, problem == null ? "unexpected error" : problem);
  }

  /** The next token is not one that may stand here. */
  ParseException unexpected() {
    return unexpectedIn(aggregations > 0 ? " in aggregation" : "");
  }

  /** The next token is not one that may stand in this construct. */
  ParseException unexpected(String construct, String expected) {
    return unexpectedIn(" in " + construct + ", expected " + expected);
  }

  private ParseException unexpectedIn(String context) {
    Token token = peek();
    return error(rangeOf(token), "unexpected " + token.describe() + context);
  }

  static SourceRange rangeOf(Token token) {
    return new SourceRange(token.start(), token.end());
  }
}
