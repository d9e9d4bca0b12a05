package io.barograph.alertengine.rulefile.yaml;

import static io.barograph.promql.lex.StringSyntax.quote;

import java.math.BigDecimal;

/** Scalars that are not text. Each fails with what is wrong as the message. */
final class Scalars {
  private static final String HEXADECIMAL = "[-+]?0[xX][0-9a-fA-F]{1,7}";

  private Scalars() {}

  static int integer(String text) {
    String digits = text.replace("_", "");
    try {
      return digits.matches(HEXADECIMAL)
          ? Integer.decode(digits)
          : new BigDecimal(digits).intValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("expected a whole number, got " + quote(text), e);
    }
  }

  static double number(String text) {
    String digits = text.replace("_", "");
    try {
      return switch (text) {
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> Double.POSITIVE_INFINITY;
        case "-.inf", "-.Inf", "-.INF" -> Double.NEGATIVE_INFINITY;
        case ".nan", ".NaN", ".NAN" -> Double.NaN;
        default ->
            digits.matches(HEXADECIMAL)
                ? Integer.decode(digits)
                : new BigDecimal(digits).doubleValue();
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number, got " + quote(text), e);
    }
  }

  static boolean bool(String text) {
    return switch (text) {
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default -> throw new IllegalArgumentException("expected true or false, got " + quote(text));
    };
  }
}
