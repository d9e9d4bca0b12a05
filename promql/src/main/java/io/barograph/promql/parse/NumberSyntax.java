package io.barograph.promql.parse;

import static io.barograph.promql.lex.StringSyntax.quote;

import java.util.Locale;

/** What number tokens stand for. Integers may be octal, as in Go: {@code 0755} is 493. */
final class NumberSyntax {
  private NumberSyntax() {}

  /**
   * The value of a number token.
   *
   * @throws IllegalArgumentException if it is none, with the problem as message
   */
  static double parse(String token) {
    String text = token.replace("_", "").toLowerCase(Locale.ROOT);
    if (text.equals("inf")) {
      return Double.POSITIVE_INFINITY;
    }
    if (text.equals("nan")) {
      return Double.NaN;
    }
    if (text.startsWith("0x")) {
      return hex(token, text.substring(2));
    }
    if (text.length() > 1 && text.matches("0[0-7]+")) {
      return octal(text);
    }
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw problem(token, "invalid syntax");
    }
    if (Double.isInfinite(value)) {
      throw problem(token, "value out of range");
    }
    return value;
  }

  private static double hex(String token, String digits) {
    try {
      return Long.parseLong(digits, 16);
    } catch (NumberFormatException e) {
      throw problem(token, "invalid syntax");
    }
  }

  private static double octal(String text) {
    try {
      return Long.parseLong(text, 8);
    } catch (NumberFormatException e) {
      // Too large for an integer: read as decimal, as Prometheus does.
      return Double.parseDouble(text);
    }
  }

  private static IllegalArgumentException problem(String token, String what) {
    return new IllegalArgumentException(
        "error parsing number: strconv.ParseFloat: parsing " + quote(token) + ": " + what);
  }
}
