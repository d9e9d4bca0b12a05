package io.barograph.alertengine.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Go's {@code fmt.Sprintf} for the values that templates have. */
final class Printf {
  private static final int WIDEST = 10_000;
  private static final int DEFAULT_DECIMALS = 6;

  private final String format;
  private final List<@Nullable Object> arguments;
  private final StringBuilder output = new StringBuilder();
  private int at;
  private int next;

  private boolean left;
  private boolean plus;
  private boolean zeros;
  private boolean space;
  private boolean sharp;
  private int width;
  private int precision;

  private Printf(String format, List<@Nullable Object> arguments) {
    this.format = format;
    this.arguments = arguments;
  }

  static String print(String format, List<@Nullable Object> arguments) {
    return new Printf(format, arguments).print();
  }

  private String print() {
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c == '%') {
        verb();
      } else {
        output.append(c);
      }
    }
    if (next < arguments.size()) {
      output.append("%!(EXTRA ");
      String separator = "";
      for (Object extra : arguments.subList(next, arguments.size())) {
        output.append(separator).append(typed(extra));
        separator = ", ";
      }
      output.append(')');
    }
    return output.toString();
  }

  private void verb() {
    flags();
    width = number();
    precision = -1;
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      precision = number();
    }
    if (at >= format.length()) {
      output.append("%!(NOVERB)");
      return;
    }
    int verb = format.codePointAt(at);
    at += Character.charCount(verb);
    if (verb == '%') {
      output.append('%');
    } else if (next >= arguments.size()) {
      output.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      value(verb, arguments.get(next++));
    }
  }

  private void flags() {
    left = plus = zeros = space = sharp = false;
    for (; at < format.length(); at++) {
      switch (format.charAt(at)) {
        case '-' -> left = true;
        case '+' -> plus = true;
        case '0' -> zeros = true;
        case ' ' -> space = true;
        case '#' -> sharp = true;
        default -> {
          return;
        }
      }
    }
  }

  private int number() {
    int number = 0;
    while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
      number = Math.min(number * 10 + format.charAt(at++) - '0', WIDEST + 1);
    }
    if (number > WIDEST) {
      throw new IllegalArgumentException("width or precision beyond " + WIDEST);
    }
    return number;
  }

  private void value(int verb, @Nullable Object value) {
    if (verb == 'T') {
      pad(Values.type(value), false);
    } else if (verb == 'v') {
      boolean number = value instanceof Long || value instanceof Double;
      pad(number ? signed(Values.print(value)) : Values.print(value), number);
    } else {
      switch (value) {
        case Long number -> integer(verb, number);
        case Double number -> real(verb, number);
        case String text -> text(verb, text);
        case Boolean flag when verb == 't' -> pad(flag.toString(), false);
        case List<?> list -> list(verb, list);
        case null, default -> wrong(verb, value);
      }
    }
  }

  private void list(int verb, List<?> list) {
    output.append('[');
    for (int i = 0; i < list.size(); i++) {
      output.append(i > 0 ? " " : "");
      value(verb, list.get(i));
    }
    output.append(']');
  }

  private void integer(int verb, long number) {
    switch (verb) {
      case 'd' -> pad(signed(Long.toString(number)), true);
      case 'b' -> pad(signed(Long.toString(number, 2)), true);
      case 'o' -> pad(signed(Long.toString(number, 8)), true);
      case 'x' -> pad(signed((sharp ? "0x" : "") + Long.toString(number, 16)), true);
      case 'X' ->
          pad(
              signed(
                  (sharp ? "0X" : "")
                      + Long.toString(number, 16).toUpperCase(java.util.Locale.ROOT)),
              true);
      case 'c' -> pad(Character.toString((int) number), false);
      case 'q' -> pad("'" + Character.toString((int) number) + "'", false);
      case 'U' -> pad("U+%04X".formatted(number), false);
      default -> wrong(verb, number);
    }
  }

  private void real(int verb, double number) {
    int decimals = precision < 0 ? DEFAULT_DECIMALS : precision;
    switch (verb) {
      case 'f', 'F' -> pad(signed(GoNumbers.fixed(number, decimals)), true);
      case 'e', 'E' -> pad(signed(GoNumbers.scientific(number, decimals, (char) verb)), true);
      case 'g', 'G' ->
          pad(
              signed(
                  precision < 0
                      ? GoNumbers.shortest(number)
                      : GoNumbers.general(number, precision)),
              true);
      default -> wrong(verb, number);
    }
  }

  private void text(int verb, String text) {
    switch (verb) {
      case 's' -> pad(cut(text), false);
      case 'q' ->
          pad(sharp && text.indexOf('`') < 0 ? "`" + text + "`" : GoText.quote(cut(text)), false);
      case 'x' -> pad(GoText.hex(text), false);
      default -> wrong(verb, text);
    }
  }

  private String cut(String text) {
    return precision < 0 || text.codePointCount(0, text.length()) <= precision
        ? text
        : text.substring(0, text.offsetByCodePoints(0, precision));
  }

  private String signed(String number) {
    boolean negative = number.startsWith("-");
    if (number.startsWith("+Inf") && !plus) {
      return number;
    }
    if (negative || number.startsWith("+")) {
      return number;
    }
    return plus ? "+" + number : space ? " " + number : number;
  }

  private void wrong(int verb, @Nullable Object value) {
    output.append("%!").appendCodePoint(verb).append('(').append(typed(value)).append(')');
  }

  private static String typed(@Nullable Object value) {
    return value == null ? "<nil>" : Values.type(value) + "=" + Values.print(value);
  }

  private void pad(String text, boolean number) {
    int missing = width - text.codePointCount(0, text.length());
    if (missing <= 0) {
      output.append(text);
    } else if (left) {
      output.append(text).repeat(' ', missing);
    } else if (zeros && number && !text.endsWith("Inf") && !text.equals("NaN")) {
      int sign = text.startsWith("-") || text.startsWith("+") || text.startsWith(" ") ? 1 : 0;
      output.append(text, 0, sign).repeat('0', missing).append(text, sign, text.length());
    } else {
      output.repeat(zeros && !number ? '0' : ' ', missing).append(text);
    }
  }
}
