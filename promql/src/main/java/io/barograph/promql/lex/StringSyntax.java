package io.barograph.promql.lex;

/** How PromQL writes strings: quoting as Go's {@code strconv} does it, and its reverse. */
public final class StringSyntax {
  private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b\\";
  private static final String ESCAPES = "abfnrtv\\";

  /** Escaped, because queries may not contain it as it is: it marks what was no UTF-8. */
  private static final int REPLACEMENT = 0xFFFD;

  private StringSyntax() {}

  /** In double quotes, with whatever cannot be read escaped. */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> appendEscaped(quoted, c, '"'));
    return quoted.append('"').toString();
  }

  /** One character in single quotes; a negative one stands for the end of input. */
  public static String quote(int codePoint) {
    if (codePoint < 0) {
      return "'\ufffd'";
    }
    StringBuilder quoted = new StringBuilder().append('\'');
    appendEscaped(quoted, codePoint, '\'');
    return quoted.append('\'').toString();
  }

  private static void appendEscaped(StringBuilder target, int c, char quote) {
    int escape = ESCAPED.indexOf(c);
    if (escape >= 0) {
      target.append('\\').append(ESCAPES.charAt(escape));
    } else if (c == quote) {
      target.append('\\').append(quote);
    } else if (c < 0x20 || c == 0x7f) {
      target.append("\\x%02x".formatted(c));
    } else if (isPrintable(c) && c != REPLACEMENT) {
      target.appendCodePoint(c);
    } else {
      target.append((c < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(c));
    }
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  /**
   * What a string token stands for. The token comes from the lexer, so its quotes match and its
   * escapes are well formed. Bytes written as {@code \xNN} or in octal form UTF-8 together; what
   * does not decode becomes U+FFFD.
   */
  public static String unquote(String token) {
    char quote = token.charAt(0);
    String body = token.substring(1, token.length() - 1);
    if (quote == '`' || body.indexOf('\\') < 0) {
      return body;
    }
    EscapedBytes bytes = new EscapedBytes();
    int i = 0;
    while (i < body.length()) {
      char c = body.charAt(i++);
      if (c != '\\') {
        bytes.append(c);
        continue;
      }
      char kind = body.charAt(i++);
      int plain = ESCAPES.indexOf(kind);
      if (plain >= 0) {
        bytes.append(ESCAPED.charAt(plain));
      } else if (kind == quote) {
        bytes.append(kind);
      } else if (kind == 'x') {
        bytes.appendByte(Integer.parseInt(body, i, i + 2, 16));
        i += 2;
      } else if (kind == 'u' || kind == 'U') {
        int digits = kind == 'u' ? 4 : 8;
        bytes.appendCodePoint(Integer.parseInt(body, i, i + digits, 16));
        i += digits;
      } else {
        bytes.appendByte(Integer.parseInt(body, i - 1, i + 2, 8));
        i += 2;
      }
    }
    return bytes.toString();
  }
}
