package io.barograph.timescale.block;

/**
 * Doubles as short decimals: an integer mantissa divided by a power of ten, exactly or not at all.
 */
final class Decimal {
  /** The largest power of ten that a double holds exactly. */
  static final int MAX_EXPONENT = 22;

  static final long MAX_MANTISSA = 1L << 53;

  private static final int SAFE_BITS = 50;

  private static final double[] POWERS_OF_TEN = new double[MAX_EXPONENT + 1];

  static {
    double power = 1;
    for (int exponent = 0; exponent <= MAX_EXPONENT; exponent++) {
      POWERS_OF_TEN[exponent] = power;
      power *= 10;
    }
  }

  private Decimal() {}

  static double powerOfTen(int exponent) {
    return POWERS_OF_TEN[exponent];
  }

  static double value(long mantissa, int exponent) {
    return (double) mantissa / POWERS_OF_TEN[exponent];
  }

  /** The nearest mantissa; it need not be exact, see {@link #isExact}. */
  static long mantissa(double value, int exponent) {
    return (long) Math.rint(value * POWERS_OF_TEN[exponent]);
  }

  /** Whether {@code mantissa / 10^exponent} is {@code value} to the last bit. */
  static boolean isExact(double value, long mantissa, int exponent) {
    return Math.abs(mantissa) <= MAX_MANTISSA
        && Double.doubleToRawLongBits(value(mantissa, exponent))
            == Double.doubleToRawLongBits(value);
  }

  /**
   * The smallest exponent from {@code from} to {@code to} that holds the value exactly, or -1. A
   * value that one exponent holds, larger ones hold too while the mantissa stays in bounds, so a
   * value that is no decimal is known by one or two large ones.
   */
  static int exponentOf(double value, int from, int to) {
    int top = Math.min(to, largestExponent(value));
    int exponent = Math.max(from, top);
    while (exponent <= to && !isExact(value, mantissa(value, exponent), exponent)) {
      if (!(Math.abs(value) * POWERS_OF_TEN[exponent] <= MAX_MANTISSA)) {
        return -1;
      }
      exponent++;
    }
    if (exponent > top) {
      return exponent <= to ? exponent : -1;
    }
    for (int smaller = from; smaller < exponent; smaller++) {
      if (isExact(value, mantissa(value, smaller), smaller)) {
        return smaller;
      }
    }
    return exponent;
  }

  /**
   * An exponent with which the mantissa has at most 50 bits, so that no rounding on the way to it
   * can reach the next integer; with two more it may have more than 53. Negative for large values.
   */
  private static int largestExponent(double value) {
    int bits = Math.getExponent(value) + 1;
    return Math.floorDiv((SAFE_BITS - bits) * 1233, 4096);
  }
}
