package io.barograph.timescale.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.StaleMarker;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ValueRunTest {
  private static final int CASES = 1_000_000;

  private final ValueRunEncoder encoder = new ValueRunEncoder();
  private final ValueRunDecoder decoder = new ValueRunDecoder();
  private final IntegerRunEncoder integerEncoder = new IntegerRunEncoder();
  private final PayloadWriter out = new PayloadWriter();
  private final PayloadReader in = new PayloadReader();
  private double[] decoded = new double[0];
  private long[] decodedIntegers = new long[0];

  @Test
  void aMillionRandomRunsComeBackBitForBit() {
    SampleGenerator generator = new SampleGenerator(7);
    for (int i = 0; i < CASES; i++) {
      int count = 1 + generator.random().nextInt(i % 100 == 0 ? 400 : 24);
      if (i % 3 == 0) {
        assertIntegersComeBack(generator.timestamps(count));
      } else {
        assertComesBack(generator.values(count));
      }
    }
  }

  @Test
  void integersOfAnySizeComeBack() {
    SampleGenerator generator = new SampleGenerator(8);
    for (int width = 0; width < 64; width++) {
      for (int count = 1; count < 70; count++) {
        int shift = width;
        assertIntegersComeBack(
            generator.random().longs(count).map(number -> number >> shift).toArray());
        assertIntegersComeBack(
            generator.random().longs(count).map(number -> number << shift).toArray());
      }
    }
    assertIntegersComeBack(Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void aConstantRunTakesAFewBytesWhateverItsLength() {
    double[] values = new double[3_600];
    Arrays.fill(values, 1e9);
    assertThat(assertComesBack(values)).isLessThanOrEqualTo(6);
    Arrays.fill(values, StaleMarker.VALUE);
    assertThat(assertComesBack(values)).isEqualTo(2);
  }

  @Test
  void stretchesWithoutANumberDoNotForceTheRunOffDecimals() {
    double[] values = new double[360];
    Arrays.setAll(values, i -> i / 100.0);
    int plain = assertComesBack(values);
    values[100] = StaleMarker.VALUE;
    values[200] = -0.0;
    Arrays.fill(values, 300, 340, Double.NaN);
    assertThat(assertComesBack(values)).isLessThan(plain + 40);
  }

  @Test
  void aSumOfDecimalsTakesHalfOfItsBytes() {
    double[] values = new double[360];
    double sum = 1000;
    for (int i = 0; i < values.length; i++) {
      sum += (i * 7919 % 1000) / 1e6;
      values[i] = sum;
    }
    assertThat(assertComesBack(values)).isLessThan(360 * 4);
  }

  private int assertComesBack(double... values) {
    out.truncate(0);
    encoder.encode(values, 0, values.length, values.length % 5 != 1, out);
    in.reset(out.bytes(), 0, out.size());
    if (decoded.length < values.length) {
      decoded = new double[values.length];
    }
    decoder.decode(in, values.length, decoded);
    assertThat(in.remaining()).isZero();
    for (int i = 0; i < values.length; i++) {
      if (Double.doubleToRawLongBits(decoded[i]) != Double.doubleToRawLongBits(values[i])) {
        throw new AssertionError(
            "value %d of %s came back as %s".formatted(i, Arrays.toString(values), decoded[i]));
      }
    }
    return out.size();
  }

  private void assertIntegersComeBack(long... numbers) {
    out.truncate(0);
    integerEncoder.encode(numbers, 0, numbers.length, out);
    in.reset(out.bytes(), 0, out.size());
    if (decodedIntegers.length < numbers.length) {
      decodedIntegers = new long[numbers.length];
    }
    IntegerRunDecoder.decode(in, numbers.length, decodedIntegers);
    assertThat(in.remaining()).isZero();
    if (Arrays.mismatch(numbers, 0, numbers.length, decodedIntegers, 0, numbers.length) >= 0) {
      throw new AssertionError(
          "%s came back as %s"
              .formatted(Arrays.toString(numbers), Arrays.toString(decodedIntegers)));
    }
  }
}
