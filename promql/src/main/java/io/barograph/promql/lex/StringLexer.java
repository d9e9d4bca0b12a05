package io.barograph.promql.lex;

/** String literals; the opening quote has been read. Escapes are those of Go. */
final class StringLexer {
  private static final int REPLACEMENT = 0xFFFD;

  private final CharacterSource source;

  StringLexer(CharacterSource source) {
    this.source = source;
  }

  Token quoted(int quote) {
    while (true) {
      int c = source.next();
      if (c == quote) {
        return source.token(TokenType.STRING);
      } else if (c == '\\') {
        escape(quote);
      } else if (c == CharacterSource.END || c == '\n') {
        throw source.error("unterminated quoted string");
      } else {
        requireValid(c);
      }
    }
  }

  Token raw() {
    while (true) {
      int c = source.next();
      if (c == '`') {
        return source.token(TokenType.STRING);
      } else if (c == CharacterSource.END) {
        throw source.error("unterminated raw string");
      }
      requireValid(c);
    }
  }

  private void requireValid(int c) {
    if (c == REPLACEMENT || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw source.error("invalid UTF-8 rune");
    }
  }

  private void escape(int quote) {
    int kind = source.next();
    if (kind == quote) {
      return;
    }
    switch (kind) {
      case 'a', 'b', 'f', 'n', 'r', 't', 'v', '\\' -> {}
      case '0', '1', '2', '3', '4', '5', '6', '7' -> number(kind, 3, 8, 255);
      case 'x' -> number(source.next(), 2, 16, 255);
      case 'u' -> number(source.next(), 4, 16, Character.MAX_CODE_POINT);
      case 'U' -> number(source.next(), 8, 16, Character.MAX_CODE_POINT);
      case CharacterSource.END -> throw source.error("escape sequence not terminated");
      default -> throw source.error("unknown escape sequence " + unicode(kind));
    }
  }

  private void number(int first, int count, int radix, int largest) {
    long value = 0;
    int c = first;
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        c = source.next();
      }
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        throw source.error(
            c == CharacterSource.END
                ? "escape sequence not terminated"
                : "illegal character " + unicode(c) + " in escape sequence");
      }
      value = value * radix + digit;
    }
    boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
    if (value > largest || surrogate) {
      throw source.error("escape sequence is an invalid Unicode code point");
    }
  }

  private static String unicode(int c) {
    return "U+%04X '%s'".formatted(c, Character.toString(c));
  }
}
