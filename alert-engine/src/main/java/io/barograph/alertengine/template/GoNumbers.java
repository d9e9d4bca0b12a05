package io.barograph.alertengine.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floating point numbers as Go's strconv prints them. */
final class GoNumbers {
  /** From this exponent on the shortest form shows it. */
  private static final int SHORTEST_EXPONENT = 6;

  private static final int LEAST_EXPONENT = -4;

  private GoNumbers() {}

  /**
   * The shortest digits that give the number back: {@code %v}, and {@code %g} without precision.
   */
  static String shortest(double value) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    BigDecimal digits = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    return sign(value) + general(digits, value == 0, SHORTEST_EXPONENT);
  }

  /** {@code %.Ng}. */
  static String general(double value, int precision) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    int digits = Math.max(1, precision);
    BigDecimal rounded =
        new BigDecimal(Math.abs(value))
            .round(new MathContext(digits, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    return sign(value) + general(rounded, value == 0, digits);
  }

  private static String general(BigDecimal digits, boolean zero, int exponentFrom) {
    if (zero) {
      return "0";
    }
    int exponent = digits.precision() - digits.scale() - 1;
    return exponent < LEAST_EXPONENT || exponent >= exponentFrom
        ? scientific(digits, digits.precision() - 1, 'e')
        : digits.toPlainString();
  }

  /** {@code %.Nf}. */
  static String fixed(double value, int precision) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    return sign(value)
        + new BigDecimal(Math.abs(value))
            .setScale(precision, RoundingMode.HALF_EVEN)
            .toPlainString();
  }

  /** {@code %.Ne}, with this letter before the exponent. */
  static String scientific(double value, int precision, char letter) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    BigDecimal rounded =
        new BigDecimal(Math.abs(value))
            .round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    return sign(value) + scientific(rounded, precision, letter);
  }

  private static String scientific(BigDecimal value, int decimals, char letter) {
    int exponent = value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
    String mantissa =
        value.movePointLeft(exponent).setScale(decimals, RoundingMode.UNNECESSARY).toPlainString();
    return "%s%c%c%02d".formatted(mantissa, letter, exponent < 0 ? '-' : '+', Math.abs(exponent));
  }

  private static String sign(double value) {
    return Double.compare(value, 0) < 0 ? "-" : "";
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
  }
}
