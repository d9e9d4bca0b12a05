package io.barograph.promql.lex;

/**
 * A token of a query.
 *
 * @param text as written, quotes of strings included
 * @param start index of its first char in the query
 */
public record Token(TokenType type, String text, int start) {
  private static final int LONGEST_QUOTED = 10;

  /** Index just after its last char. */
  public int end() {
    return start + text.length();
  }

  public boolean is(TokenType other) {
    return type == other;
  }

  /** As error messages name it: {@code identifier "foo"}, {@code <op:+>}, {@code end of input}. */
  public String describe() {
    return switch (type.family()) {
      case LITERAL ->
          type == TokenType.END_OF_INPUT
              ? type.description()
              : type.description() + " " + quotedText();
      case OPERATOR -> "<op:" + text + ">";
      case AGGREGATOR -> "<aggr:" + text + ">";
      case KEYWORD -> "<" + text + ">";
      case PUNCTUATION, PREPROCESSOR -> StringSyntax.quote(text);
    };
  }

  private String quotedText() {
    boolean name = type == TokenType.IDENTIFIER || type == TokenType.METRIC_IDENTIFIER;
    if (name || utf8Length() <= LONGEST_QUOTED) {
      return StringSyntax.quote(text);
    }
    int codePoints = Math.min(LONGEST_QUOTED, text.codePointCount(0, text.length()));
    return StringSyntax.quote(text.substring(0, text.offsetByCodePoints(0, codePoints))) + "...";
  }

  /** Bytes, because the message of the original counts them. */
  private int utf8Length() {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      length += c < 0x80 ? 1 : c < 0x800 ? 2 : Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }
}
