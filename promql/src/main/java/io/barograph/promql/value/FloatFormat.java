package io.barograph.promql.value;

import java.math.BigDecimal;

/** Numbers as text, the way Prometheus writes them: the fewest digits that read back the same. */
public final class FloatFormat {
  private static final double EXACT_INTEGERS = 1L << 53;
  private static final int LARGEST_PLAIN_DIGITS = 6;

  private FloatFormat() {}

  /** Without an exponent: sample values in answers and in labels. */
  public static String plain(double value) {
    if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
      return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return special(value);
    }
    return shortest(value).toPlainString();
  }

  /** With an exponent below 1e-4 and from 1e6 on, as in messages: {@code 0.5}, {@code 1e+06}. */
  public static String general(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return special(value);
    }
    if (value == 0) {
      return plain(value);
    }
    BigDecimal decimal = shortest(value);
    String digits = decimal.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - decimal.scale();
    if (exponent >= -4 && exponent < LARGEST_PLAIN_DIGITS) {
      return decimal.toPlainString();
    }
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return "%s%s%se%s%02d"
        .formatted(
            value < 0 ? "-" : "",
            digits.charAt(0),
            fraction,
            exponent < 0 ? "-" : "+",
            Math.abs(exponent));
  }

  private static BigDecimal shortest(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros();
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
  }
}
