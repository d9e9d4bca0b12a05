package io.barograph.promql.lex;

import org.jspecify.annotations.Nullable;

/** The kinds of tokens. Kinds with one fixed spelling know it; the others describe themselves. */
public enum TokenType {
  END_OF_INPUT(Family.LITERAL, null, "end of input"),
  IDENTIFIER(Family.LITERAL, null, "identifier"),
  /** A name with a colon in it, which only metrics may have. */
  METRIC_IDENTIFIER(Family.LITERAL, null, "metric identifier"),
  NUMBER(Family.LITERAL, null, "number"),
  DURATION(Family.LITERAL, null, "duration"),
  /** Quotes and escapes included. */
  STRING(Family.LITERAL, null, "string"),

  LEFT_PAREN(Family.PUNCTUATION, "("),
  RIGHT_PAREN(Family.PUNCTUATION, ")"),
  LEFT_BRACE(Family.PUNCTUATION, "{"),
  RIGHT_BRACE(Family.PUNCTUATION, "}"),
  LEFT_BRACKET(Family.PUNCTUATION, "["),
  RIGHT_BRACKET(Family.PUNCTUATION, "]"),
  COMMA(Family.PUNCTUATION, ","),
  COLON(Family.PUNCTUATION, ":"),
  EQUAL(Family.PUNCTUATION, "="),

  ADD(Family.OPERATOR, "+"),
  SUBTRACT(Family.OPERATOR, "-"),
  MULTIPLY(Family.OPERATOR, "*"),
  DIVIDE(Family.OPERATOR, "/"),
  MODULO(Family.OPERATOR, "%"),
  POWER(Family.OPERATOR, "^"),
  ATAN2(Family.OPERATOR, "atan2"),
  EQUALS(Family.OPERATOR, "=="),
  NOT_EQUAL(Family.OPERATOR, "!="),
  LESS(Family.OPERATOR, "<"),
  LESS_OR_EQUAL(Family.OPERATOR, "<="),
  GREATER(Family.OPERATOR, ">"),
  GREATER_OR_EQUAL(Family.OPERATOR, ">="),
  EQUAL_REGEX(Family.OPERATOR, "=~"),
  NOT_EQUAL_REGEX(Family.OPERATOR, "!~"),
  AND(Family.OPERATOR, "and"),
  OR(Family.OPERATOR, "or"),
  UNLESS(Family.OPERATOR, "unless"),
  AT(Family.OPERATOR, "@"),

  /** Any aggregation; which one, the text says. */
  AGGREGATOR(Family.AGGREGATOR, null, "aggregation"),

  OFFSET(Family.KEYWORD, "offset"),
  BY(Family.KEYWORD, "by"),
  WITHOUT(Family.KEYWORD, "without"),
  ON(Family.KEYWORD, "on"),
  IGNORING(Family.KEYWORD, "ignoring"),
  GROUP_LEFT(Family.KEYWORD, "group_left"),
  GROUP_RIGHT(Family.KEYWORD, "group_right"),
  BOOL(Family.KEYWORD, "bool"),

  START(Family.PREPROCESSOR, "start"),
  END(Family.PREPROCESSOR, "end");

  enum Family {
    LITERAL,
    PUNCTUATION,
    OPERATOR,
    AGGREGATOR,
    KEYWORD,
    PREPROCESSOR
  }

  private final Family family;
  private final @Nullable String spelling;
  private final String description;

  TokenType(Family family, String spelling) {
    this(family, spelling, spelling);
  }

  TokenType(Family family, @Nullable String spelling, String description) {
    this.family = family;
    this.spelling = spelling;
    this.description = description;
  }

  Family family() {
    return family;
  }

  /** The one way to write it, in lower case; null where there are many. */
  @Nullable String spelling() {
    return spelling;
  }

  String description() {
    return description;
  }
}
