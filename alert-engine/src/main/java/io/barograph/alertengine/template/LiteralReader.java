package io.barograph.alertengine.template;

/** Reads a number, a character or a string as Go writes them. */
final class LiteralReader {
  private final String name;
  private final int line;
  private final String input;
  private final int start;
  private int at;

  LiteralReader(String name, int line, String input, int start) {
    this.name = name;
    this.line = line;
    this.input = input;
    this.start = start;
    this.at = start;
  }

  /** Where it ends; after {@link #read()}. */
  int end() {
    return at;
  }

  Object read() {
    return switch (input.charAt(at)) {
      case '"' -> quoted();
      case '`' -> raw();
      case '\'' -> character();
      default -> number();
    };
  }

  private String quoted() {
    StringBuilder text = new StringBuilder();
    for (at++; ; ) {
      if (at >= input.length() || input.charAt(at) == '\n') {
        throw error("unterminated quoted string");
      }
      char c = input.charAt(at);
      if (c == '"') {
        at++;
        return text.toString();
      }
      text.appendCodePoint(codePoint());
    }
  }

  private String raw() {
    int end = input.indexOf('`', at + 1);
    if (end < 0) {
      throw error("unterminated raw quoted string");
    }
    String text = input.substring(at + 1, end);
    at = end + 1;
    return text;
  }

  private Long character() {
    at++;
    if (at >= input.length()) {
      throw error("unterminated character constant");
    }
    long value = codePoint();
    if (at >= input.length() || input.charAt(at) != '\'') {
      throw error("unterminated character constant");
    }
    at++;
    return value;
  }

  private int codePoint() {
    int c = input.codePointAt(at);
    at += Character.charCount(c);
    return c == '\\' ? escape() : c;
  }

  private int escape() {
    if (at >= input.length()) {
      throw error("unterminated quoted string");
    }
    char c = input.charAt(at++);
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'a' -> 7;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'v' -> 11;
      case '\\', '"', '\'' -> c;
      case 'x' -> digits(2, 16);
      case 'u' -> digits(4, 16);
      case 'U' -> digits(8, 16);
      default -> {
        if (c < '0' || c > '7') {
          throw error("invalid syntax");
        }
        at--;
        yield digits(3, 8);
      }
    };
  }

  private int digits(int count, int radix) {
    try {
      long value = Long.parseLong(input.substring(at, Math.min(input.length(), at + count)), radix);
      at += count;
      if (value < 0 || value > Character.MAX_CODE_POINT) {
        throw error("invalid syntax");
      }
      return (int) value;
    } catch (NumberFormatException e) {
      throw error("invalid syntax");
    }
  }

  private Object number() {
    at++;
    while (at < input.length() && (isNumberPart(input.charAt(at)) || isSignOfExponent())) {
      at++;
    }
    String text = input.substring(start, at).replace("_", "");
    try {
      boolean negative = text.startsWith("-");
      String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
      String lower = digits.toLowerCase(java.util.Locale.ROOT);
      if (lower.startsWith("0x") && lower.indexOf('p') < 0) {
        return signed(Long.parseLong(lower.substring(2), 16), negative);
      }
      if (lower.startsWith("0b")) {
        return signed(Long.parseLong(lower.substring(2), 2), negative);
      }
      if (lower.startsWith("0o")) {
        return signed(Long.parseLong(lower.substring(2), 8), negative);
      }
      if (lower.chars().allMatch(Character::isDigit)) {
        boolean octal = lower.length() > 1 && lower.startsWith("0");
        return signed(Long.parseLong(lower, octal ? 8 : 10), negative);
      }
      if (lower.endsWith("f") || lower.endsWith("d")) {
        throw new NumberFormatException();
      }
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw error("bad number syntax: \"" + input.substring(start, at) + "\"");
    }
  }

  private static Long signed(long value, boolean negative) {
    return negative ? -value : value;
  }

  private boolean isSignOfExponent() {
    char c = input.charAt(at);
    char before = input.charAt(at - 1);
    boolean hex = input.startsWith("0x", start) || input.startsWith("0X", start);
    boolean exponent = hex ? before == 'p' || before == 'P' : before == 'e' || before == 'E';
    return (c == '+' || c == '-') && exponent;
  }

  private static boolean isNumberPart(char c) {
    return c == '.' || c == '_' || Character.isLetterOrDigit(c);
  }

  private TemplateException error(String message) {
    return new TemplateException("template: %s:%d: %s".formatted(name, line, message));
  }
}
