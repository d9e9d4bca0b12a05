package io.barograph.promql.value;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as text, the way Prometheus writes them: the fewest digits that read back the same. */
public final class FloatFormat {
  private static final double EXACT_INTEGERS = 1L << 53;
  private static final int SMALLEST_GENERAL_EXPONENT = -4;
  private static final int LARGEST_GENERAL_EXPONENT = 5;
  private static final int SMALLEST_SAMPLE_EXPONENT = -6;
  private static final int LARGEST_SAMPLE_EXPONENT = 20;

  private FloatFormat() {}

  /** Without an exponent: numbers in queries and in labels. */
  public static String plain(double value) {
    return withinExponents(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** With an exponent below 1e-6 and from 1e21 on: sample values in answers. */
  public static String sample(double value) {
    return withinExponents(value, SMALLEST_SAMPLE_EXPONENT, LARGEST_SAMPLE_EXPONENT);
  }

  /** With an exponent below 1e-4 and from 1e6 on, as in messages: {@code 0.5}, {@code 1e+06}. */
  public static String general(double value) {
    if (value == 0 || !isFinite(value)) {
      return plain(value);
    }
    return decimal(shortest(value), SMALLEST_GENERAL_EXPONENT, LARGEST_GENERAL_EXPONENT);
  }

  /** Always with an exponent, as values of alerts: {@code 1e+00}. */
  public static String scientific(double value) {
    if (value == 0) {
      return plain(value) + "e+00";
    }
    return isFinite(value) ? withExponent(shortest(value)) : special(value);
  }

  private static String withinExponents(double value, int smallest, int largest) {
    if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
      return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
    }
    return isFinite(value) ? decimal(shortest(value), smallest, largest) : special(value);
  }

  private static boolean isFinite(double value) {
    return Math.abs(value) <= Double.MAX_VALUE;
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
  }

  private static String decimal(BigDecimal shortest, int smallest, int largest) {
    int exponent = exponent(shortest);
    return exponent < smallest || exponent > largest
        ? withExponent(shortest)
        : shortest.toPlainString();
  }

  /** As {@code Double.toString}, which never goes below two digits where one would do. */
  private static BigDecimal shortest(double value) {
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (decimal.precision() == 2) {
      BigDecimal oneDigit = decimal.round(new MathContext(1));
      if (oneDigit.doubleValue() == value) {
        return oneDigit;
      }
    }
    return decimal;
  }

  private static int exponent(BigDecimal decimal) {
    return decimal.precision() - 1 - decimal.scale();
  }

  private static String withExponent(BigDecimal decimal) {
    String digits = decimal.unscaledValue().abs().toString();
    int exponent = exponent(decimal);
    int magnitude = Math.abs(exponent);
    return (decimal.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (magnitude < 10 ? "0" : "")
        + magnitude;
  }
}
