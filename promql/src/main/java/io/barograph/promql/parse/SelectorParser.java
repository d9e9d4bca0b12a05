package io.barograph.promql.parse;

import static io.barograph.promql.parse.TokenStream.rangeOf;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MatchType;
import io.barograph.promql.lex.StringSyntax;
import io.barograph.promql.lex.Token;
import io.barograph.promql.lex.TokenType;
import io.barograph.promql.tree.AtModifier;
import io.barograph.promql.tree.SourceRange;
import io.barograph.promql.tree.VectorSelector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A metric name, label matchers in braces, or both. */
final class SelectorParser {
  private static final String CONSTRUCT = "label matching";

  private final TokenStream tokens;

  SelectorParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  /** Whether a token can be a metric name; some keywords can. */
  static boolean isMetricName(Token token) {
    return switch (token.type()) {
      case IDENTIFIER,
          METRIC_IDENTIFIER,
          AGGREGATOR,
          AND,
          OR,
          UNLESS,
          OFFSET,
          BY,
          WITHOUT,
          START,
          END ->
          true;
      default -> false;
    };
  }

  VectorSelector selector() {
    if (isMetricName(tokens.peek())) {
      return named(tokens.take());
    }
    if (!tokens.nextIs(TokenType.LEFT_BRACE)) {
      throw tokens.unexpected();
    }
    int start = tokens.peek().start();
    return selector("", start, braces());
  }

  /** A selector whose metric name has been taken. */
  VectorSelector named(Token name) {
    List<LabelMatcher> matchers =
        tokens.nextIs(TokenType.LEFT_BRACE) ? braces() : new ArrayList<>();
    matchers.add(LabelMatcher.equal(Labels.METRIC_NAME, name.text()));
    return selector(name.text(), name.start(), matchers);
  }

  private VectorSelector selector(String name, int start, List<LabelMatcher> matchers) {
    return new VectorSelector(
        name, matchers, 0, AtModifier.NONE, new SourceRange(start, tokens.lastEnd()));
  }

  private List<LabelMatcher> braces() {
    tokens.expect(TokenType.LEFT_BRACE);
    List<LabelMatcher> matchers = new ArrayList<>();
    while (!tokens.takeIf(TokenType.RIGHT_BRACE)) {
      matchers.add(matcher());
      if (tokens.takeIf(TokenType.RIGHT_BRACE)) {
        break;
      }
      if (!tokens.takeIf(TokenType.COMMA)) {
        throw tokens.unexpected(CONSTRUCT, "\",\" or \"}\"");
      }
    }
    return matchers;
  }

  private LabelMatcher matcher() {
    Token name = tokens.peek();
    if (name.is(TokenType.STRING)) {
      tokens.take();
      String text = StringSyntax.unquote(name.text());
      return matchType(tokens.peek()) == null
          ? LabelMatcher.equal(Labels.METRIC_NAME, text)
          : matcher(name, text);
    }
    if (!name.is(TokenType.IDENTIFIER)) {
      throw tokens.unexpected(CONSTRUCT, "identifier or \"}\"");
    }
    tokens.take();
    if (matchType(tokens.peek()) == null) {
      throw tokens.unexpected(CONSTRUCT, "label matching operator");
    }
    return matcher(name, name.text());
  }

  private LabelMatcher matcher(Token name, String label) {
    MatchType type = matchType(tokens.take());
    if (type == null || !tokens.nextIs(TokenType.STRING)) {
      throw tokens.unexpected(CONSTRUCT, "string");
    }
    Token value = tokens.take();
    try {
      return LabelMatcher.of(label, type, StringSyntax.unquote(value.text()));
    } catch (IllegalArgumentException e) {
      throw tokens.error(rangeOf(name).to(rangeOf(value)), regexProblem(e));
    }
  }

  /** RE2's own words, without the flag that matchers set before each expression. */
  private static @Nullable String regexProblem(IllegalArgumentException e) {
    Throwable cause = e.getCause();
    String message = cause == null ? e.getMessage() : cause.getMessage();
    return message == null ? null : message.replace("`(?s)", "`");
  }

  private static @Nullable MatchType matchType(Token token) {
    return switch (token.type()) {
      case EQUAL -> MatchType.EQUAL;
      case NOT_EQUAL -> MatchType.NOT_EQUAL;
      case EQUAL_REGEX -> MatchType.REGEX;
      case NOT_EQUAL_REGEX -> MatchType.NOT_REGEX;
      default -> null;
    };
  }
}
