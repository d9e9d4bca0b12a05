package io.barograph.timescale.block;

import static io.barograph.timescale.block.ValueRunEncoder.BITS;
import static io.barograph.timescale.block.ValueRunEncoder.CONSTANT;
import static io.barograph.timescale.block.ValueRunEncoder.EXCEPTIONS;
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
    if (kind != ValueRunEncoder.DECIMALS && head != kind) {
      throw in.malformed("value run of unknown kind %#x".formatted(head));
    }
    switch (kind) {
      case CONSTANT -> Arrays.fill(into, 0, count, Double.longBitsToDouble(Scalar.readBits(in)));
      case SCALARS -> {
        for (int i = 0; i < count; i++) {
          into[i] = Double.longBitsToDouble(Scalar.readBits(in));
        }
      }
      case BITS -> readBits(in, count, into);
      default -> readDecimals(in, head, count, into);
    }
  }

  private void readBits(PayloadReader in, int count, double[] into) {
    int shift = in.readByte();
    if (shift > 63) {
      throw in.malformed("a shift by %d bits".formatted(shift));
    }
    readIntegers(in, count);
    for (int i = 0; i < count; i++) {
      into[i] = Double.longBitsToDouble(integers[i] << shift);
    }
  }

  private void readDecimals(PayloadReader in, int head, int count, double[] into) {
    int exponent = head >> EXPONENT_SHIFT;
    if (exponent > Decimal.MAX_EXPONENT) {
      throw in.malformed("a decimal exponent of %d".formatted(exponent));
    }
    readIntegers(in, count);
    if (exponent == 0) {
      for (int i = 0; i < count; i++) {
        into[i] = integers[i];
      }
    } else {
      double divisor = Decimal.powerOfTen(exponent);
      for (int i = 0; i < count; i++) {
        into[i] = integers[i] / divisor;
      }
    }
    if ((head & EXCEPTIONS) != 0) {
      int excepted = in.readCount(1, count, "number of exceptions");
      int at = -1;
      for (int i = 0; i < excepted; i++) {
        at += 1 + in.readCount(0, count, "gap to the next exception");
        if (at >= count) {
          throw in.malformed("an exception behind the end of the run");
        }
        into[at] = Double.longBitsToDouble(Scalar.readBits(in));
      }
    }
  }

  private void readIntegers(PayloadReader in, int count) {
    if (integers.length < count) {
      integers = new long[count];
    }
    IntegerRunDecoder.decode(in, count, integers);
  }
}
