package io.barograph.timescale.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecimalTest {
  private static final int CASES = 200_000;

  /** Tries one exponent after the other, as the definition says. */
  private static int smallestExponent(double value, int from, int to) {
    for (int exponent = from; exponent <= to; exponent++) {
      if (Decimal.isExact(value, Decimal.mantissa(value, exponent), exponent)) {
        return exponent;
      }
    }
    return -1;
  }

  private static void assertFound(double value, int from, int to) {
    assertThat(Decimal.exponentOf(value, from, to))
        .as("%s from %d to %d", value, from, to)
        .isEqualTo(smallestExponent(value, from, to));
  }

  @Test
  void findsTheSmallestExponentOfAnyDecimal() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < CASES; i++) {
      long mantissa = random.nextLong(-Decimal.MAX_MANTISSA, Decimal.MAX_MANTISSA);
      double value =
          Decimal.value(mantissa >> random.nextInt(50), random.nextInt(Decimal.MAX_EXPONENT + 1));
      assertFound(value, random.nextInt(4), 14 + random.nextInt(9));
    }
  }

  @Test
  void knowsWhatIsNoDecimal() {
    SplittableRandom random = new SplittableRandom(12);
    for (int i = 0; i < CASES; i++) {
      assertFound(Double.longBitsToDouble(random.nextLong()), 0, Decimal.MAX_EXPONENT);
      assertFound(random.nextDouble() * 1000, random.nextInt(8), Decimal.MAX_EXPONENT);
    }
    for (double value :
        new double[] {
          0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE, 1e-20
        }) {
      assertFound(value, 0, Decimal.MAX_EXPONENT);
    }
  }
}
