package io.barograph.promql.parse;

import io.barograph.promql.lex.StringSyntax;
import io.barograph.promql.lex.Token;
import io.barograph.promql.lex.TokenType;
import java.util.ArrayList;
import java.util.List;

/** Lists of label names in parentheses, where keywords are names like any other. */
final class GroupingParser {
  private static final String CONSTRUCT = "grouping opts";

  private final TokenStream tokens;

  GroupingParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  List<String> labels() {
    if (!tokens.takeIf(TokenType.LEFT_PAREN)) {
      throw tokens.unexpected(CONSTRUCT, "\"(\"");
    }
    List<String> labels = new ArrayList<>();
    if (tokens.takeIf(TokenType.RIGHT_PAREN)) {
      return labels;
    }
    while (true) {
      labels.add(label());
      if (tokens.takeIf(TokenType.RIGHT_PAREN)) {
        return labels;
      }
      if (!tokens.takeIf(TokenType.COMMA)) {
        throw tokens.unexpected(CONSTRUCT, "\",\" or \")\"");
      }
      if (tokens.takeIf(TokenType.RIGHT_PAREN)) {
        return labels;
      }
    }
  }

  private String label() {
    Token token = tokens.peek();
    if (token.is(TokenType.STRING)) {
      String name = StringSyntax.unquote(tokens.take().text());
      if (name.isEmpty()) {
        throw tokens.error(TokenStream.rangeOf(token), "invalid label name for grouping: \"\"");
      }
      return name;
    }
    if (!isName(token)) {
      throw tokens.unexpected(CONSTRUCT, "label");
    }
    return tokens.take().text();
  }

  private static boolean isName(Token token) {
    return switch (token.type()) {
      case IDENTIFIER,
          METRIC_IDENTIFIER,
          AGGREGATOR,
          AND,
          OR,
          UNLESS,
          ATAN2,
          OFFSET,
          BY,
          WITHOUT,
          ON,
          IGNORING,
          GROUP_LEFT,
          GROUP_RIGHT,
          BOOL,
          START,
          END ->
          true;
      default -> false;
    };
  }
}
