package io.barograph.queryapi;

import java.math.BigDecimal;
import java.math.MathContext;

/** Timestamps and values as they stand in the JSON of Prometheus. */
final class SampleText {
  private static final double SMALLEST_PLAIN = 1e-6;
  private static final double SMALLEST_EXPONENT = 1e21;
  private static final double EXACT_INTEGERS = 1L << 53;

  private SampleText() {}

  /** Seconds since the epoch with three decimals, or none when they are zero. */
  static String seconds(long millis) {
    long whole = Math.abs(millis / 1000);
    int fraction = (int) Math.abs(millis % 1000);
    String sign = millis < 0 ? "-" : "";
    return fraction == 0 ? sign + whole : sign + whole + "." + threeDigits(fraction);
  }

  private static String threeDigits(int fraction) {
    return fraction < 10 ? "00" + fraction : fraction < 100 ? "0" + fraction : "" + fraction;
  }

  /** The fewest digits that read back the same; an exponent below 1e-6 and from 1e21 on. */
  static String value(double value) {
    if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
      return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
    }
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    BigDecimal shortest = shortest(value);
    double magnitude = Math.abs(value);
    return magnitude < SMALLEST_PLAIN || magnitude >= SMALLEST_EXPONENT
        ? withExponent(shortest, value < 0)
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

  private static String withExponent(BigDecimal shortest, boolean negative) {
    String digits = shortest.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - shortest.scale();
    String text =
        (negative ? "-" : "")
            + digits.charAt(0)
            + (digits.length() > 1 ? "." + digits.substring(1) : "")
            + (exponent < 0 ? "e-" : "e+");
    int magnitude = Math.abs(exponent);
    return text + (magnitude < 10 ? "0" : "") + magnitude;
  }
}
