package io.barograph.timescale.block;

import static io.barograph.timescale.block.ValueRunEncoder.BITS;
import static io.barograph.timescale.block.ValueRunEncoder.CONSTANT;
import static io.barograph.timescale.block.ValueRunEncoder.CORRECTED;
import static io.barograph.timescale.block.ValueRunEncoder.CORRECTED_WITH_EXCEPTIONS;
import static io.barograph.timescale.block.ValueRunEncoder.DECIMALS;
import static io.barograph.timescale.block.ValueRunEncoder.DECIMALS_WITH_EXCEPTIONS;
import static io.barograph.timescale.block.ValueRunEncoder.EXPONENT_SHIFT;
import static io.barograph.timescale.block.ValueRunEncoder.KIND;
import static io.barograph.timescale.block.ValueRunEncoder.SCALARS;

import java.util.Arrays;

/** Reads what {@link ValueRunEncoder} wrote. */
final class ValueRunDecoder {
  private long[] integers = new long[0];

  /** Fills {@code into[0]} to {@code into[count - 1]}. */
  void decode(PayloadReader in, int count, double[] into) {
    int head = in.readByte();
    int kind = head & KIND;
    int exponent = head >> EXPONENT_SHIFT;
    if (exponent > (kind < DECIMALS ? 0 : Decimal.MAX_EXPONENT)) {
      throw unknown(in, head);
    }
    switch (kind) {
      case CONSTANT -> Arrays.fill(into, 0, count, Double.longBitsToDouble(Scalar.readBits(in)));
      case SCALARS -> {
        for (int i = 0; i < count; i++) {
          into[i] = Double.longBitsToDouble(Scalar.readBits(in));
        }
      }
      case BITS -> {
        long[] bits = readIntegers(in, count);
        for (int i = 0; i < count; i++) {
          into[i] = Double.longBitsToDouble(bits[i]);
        }
      }
      case DECIMALS -> readDecimals(in, exponent, count, into);
      case DECIMALS_WITH_EXCEPTIONS -> {
        readDecimals(in, exponent, count, into);
        readExceptions(in, count, into);
      }
      case CORRECTED -> {
        readDecimals(in, exponent, count, into);
        correct(in, count, into);
      }
      case CORRECTED_WITH_EXCEPTIONS -> {
        readDecimals(in, exponent, count, into);
        correct(in, count, into);
        readExceptions(in, count, into);
      }
      default -> throw unknown(in, head);
    }
  }

  private void readDecimals(PayloadReader in, int exponent, int count, double[] into) {
    long[] mantissas = readIntegers(in, count);
    if (exponent == 0) {
      for (int i = 0; i < count; i++) {
        into[i] = mantissas[i];
      }
      return;
    }
    double divisor = Decimal.powerOfTen(exponent);
    for (int i = 0; i < count; i++) {
      into[i] = mantissas[i] / divisor;
    }
  }

  private void correct(PayloadReader in, int count, double[] into) {
    long[] corrections = readIntegers(in, count);
    for (int i = 0; i < count; i++) {
      into[i] = Double.longBitsToDouble(Double.doubleToRawLongBits(into[i]) + corrections[i]);
    }
  }

  private static void readExceptions(PayloadReader in, int count, double[] into) {
    int stretches = in.readCount(1, count, "number of exceptions");
    int at = 0;
    for (int i = 0; i < stretches; i++) {
      at += in.readCount(0, count - at, "gap to the next exception");
      int length = in.readCount(1, count - at, "length of an exception");
      Arrays.fill(into, at, at + length, Double.longBitsToDouble(Scalar.readBits(in)));
      at += length;
    }
  }

  /** The array is the decoder's own, reused for the next run, and may be longer. */
  private long[] readIntegers(PayloadReader in, int count) {
    if (integers.length < count) {
      integers = new long[count];
    }
    IntegerRunDecoder.decode(in, count, integers);
    return integers;
  }

  private static BlockFormatException unknown(PayloadReader in, int head) {
    return in.malformed("value run of unknown kind %#x".formatted(head));
  }
}
