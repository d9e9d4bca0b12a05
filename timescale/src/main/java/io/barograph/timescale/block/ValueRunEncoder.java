package io.barograph.timescale.block;

/**
 * Writes a run of doubles in whichever form comes out shortest: one constant, decimals, decimals
 * with corrections, raw bits as integers, or each value by itself. Layout: {@code
 * docs/block-format.md}, "Value run".
 */
final class ValueRunEncoder {
  static final int KIND = 0x07;
  static final int EXPONENT_SHIFT = 3;

  static final int CONSTANT = 0;
  static final int SCALARS = 1;
  static final int BITS = 2;
  static final int DECIMALS = 3;
  static final int DECIMALS_WITH_EXCEPTIONS = 4;
  static final int CORRECTED = 5;
  static final int CORRECTED_WITH_EXCEPTIONS = 6;

  /** Above this many values, each by itself is never worth trying. */
  private static final int MAX_SCALARS = 64;

  /** Fewer bytes a value than this, and corrections are not worth trying. */
  private static final int DENSE_ENOUGH = 3;

  /** Milliseconds, microseconds and nanoseconds, as fractions of a second. */
  private static final int[] CORRECTED_EXPONENTS = {3, 6, 9};

  /** Values looked at before all are scaled. */
  private static final int PROBES = 16;

  private final IntegerRunEncoder integers = new IntegerRunEncoder();
  private final PayloadWriter attempt = new PayloadWriter();
  private long[] mantissas = new long[0];
  private long[] corrections = new long[0];
  private int[] exceptions = new int[0];
  private boolean inOrder;

  /**
   * Writes {@code values[from]} to {@code values[from + count - 1]}; {@code count} is at least 1.
   *
   * @param inOrder whether they are one series in order of time, not many side by side
   */
  void encode(double[] values, int from, int count, boolean inOrder, PayloadWriter out) {
    this.inOrder = inOrder;
    if (isConstant(values, from, count)) {
      out.putByte(CONSTANT);
      Scalar.write(values[from], out);
      return;
    }
    if (mantissas.length < count) {
      mantissas = new long[count];
      corrections = new long[count];
      exceptions = new int[count];
    }
    int start = out.size();
    if (!writeDecimals(values, from, count, out)) {
      attempt.truncate(0);
      writeBits(values, from, count, attempt);
      keepShorter(start, out);
      for (int exponent : CORRECTED_EXPONENTS) {
        if (out.size() - start > DENSE_ENOUGH * count) {
          attempt.truncate(0);
          writeCorrected(values, from, count, exponent, attempt);
          keepShorter(start, out);
        }
      }
    }
    if (count <= MAX_SCALARS && leastBytesOfScalars(values, from, count) < out.size() - start) {
      attempt.truncate(0);
      writeScalars(values, from, count, attempt);
      keepShorter(start, out);
    }
  }

  static boolean isConstant(double[] values, int from, int count) {
    long bits = Double.doubleToRawLongBits(values[from]);
    for (int i = 1; i < count; i++) {
      if (Double.doubleToRawLongBits(values[from + i]) != bits) {
        return false;
      }
    }
    return true;
  }

  private void keepShorter(int start, PayloadWriter out) {
    if (attempt.size() < out.size() - start) {
      out.truncate(start);
      out.putBytes(attempt.bytes(), 0, attempt.size());
    }
  }

  private void writeBits(double[] values, int from, int count, PayloadWriter out) {
    for (int i = 0; i < count; i++) {
      mantissas[i] = Double.doubleToRawLongBits(values[from + i]);
    }
    out.putByte(BITS);
    integers.encode(mantissas, 0, count, inOrder, out);
  }

  /** Whether hardly any value had to be excepted, so that no other form needs to be tried. */
  private boolean writeDecimals(double[] values, int from, int count, PayloadWriter out) {
    int exponent = likelyExponent(values, from, count);
    int excepted = 0;
    if (!scale(values, from, count, exponent)) {
      exponent = exponentOfAll(values, from, count, exponent);
      excepted = scaleWithExceptions(values, from, count, exponent);
    }
    int kind = excepted > 0 ? DECIMALS_WITH_EXCEPTIONS : DECIMALS;
    out.putByte(kind | exponent << EXPONENT_SHIFT);
    integers.encode(mantissas, 0, count, inOrder, out);
    writeExceptions(values, from, excepted, out);
    return excepted <= 1 + count / 32;
  }

  /** The exponent that a few of the values need: the others hardly ever need more. */
  private static int likelyExponent(double[] values, int from, int count) {
    int exponent = 0;
    for (int probe = 0; probe < PROBES; probe++) {
      int at = from + (int) ((long) probe * count / PROBES);
      exponent = longerExponent(values[at], exponent);
    }
    return exponent;
  }

  private static int exponentOfAll(double[] values, int from, int count, int least) {
    int exponent = least;
    for (int i = from; i < from + count; i++) {
      exponent = longerExponent(values[i], exponent);
    }
    return exponent;
  }

  /** The exponent itself unless the value needs a larger one, and there is one that holds it. */
  private static int longerExponent(double value, int exponent) {
    if (Decimal.isExact(value, Decimal.mantissa(value, exponent), exponent)) {
      return exponent;
    }
    int longer = Decimal.exponentOf(value, exponent + 1, Decimal.MAX_EXPONENT);
    return longer >= 0 ? longer : exponent;
  }

  /** Fills {@link #mantissas}; whether they stand for all values to the last bit. */
  private boolean scale(double[] values, int from, int count, int exponent) {
    long[] scaled = mantissas;
    double power = Decimal.powerOfTen(exponent);
    long different = 0;
    long largest = 0;
    for (int i = 0; i < count; i++) {
      double value = values[from + i];
      long mantissa = (long) Math.rint(value * power);
      scaled[i] = mantissa;
      largest |= Math.abs(mantissa);
      different |= Double.doubleToRawLongBits(mantissa / power) ^ Double.doubleToRawLongBits(value);
    }
    return different == 0 && (largest & -Decimal.MAX_MANTISSA) == 0;
  }

  /** The same, but for exceptions, which repeat the mantissa before; the answer is how many. */
  private int scaleWithExceptions(double[] values, int from, int count, int exponent) {
    int excepted = 0;
    long previous = 0;
    for (int i = 0; i < count; i++) {
      double value = values[from + i];
      long mantissa = Decimal.mantissa(value, exponent);
      if (Decimal.isExact(value, mantissa, exponent)) {
        previous = mantissa;
      } else {
        exceptions[excepted++] = i;
      }
      mantissas[i] = previous;
    }
    return excepted;
  }

  /**
   * Sums of decimals, such as seconds spent so far, are decimals but for rounding: the nearest
   * decimal, and how many doubles lie between it and the value, make two short runs.
   */
  private void writeCorrected(
      double[] values, int from, int count, int exponent, PayloadWriter out) {
    int excepted = 0;
    long previous = 0;
    for (int i = 0; i < count; i++) {
      double value = values[from + i];
      corrections[i] = 0;
      if (Math.abs(value) * Decimal.powerOfTen(exponent) <= Decimal.MAX_MANTISSA) {
        previous = Decimal.mantissa(value, exponent);
        corrections[i] =
            Double.doubleToRawLongBits(value)
                - Double.doubleToRawLongBits(Decimal.value(previous, exponent));
      } else {
        exceptions[excepted++] = i;
      }
      mantissas[i] = previous;
    }
    int kind = excepted > 0 ? CORRECTED_WITH_EXCEPTIONS : CORRECTED;
    out.putByte(kind | exponent << EXPONENT_SHIFT);
    integers.encode(mantissas, 0, count, inOrder, out);
    integers.encode(corrections, 0, count, inOrder, out);
    writeExceptions(values, from, excepted, out);
  }

  /** Neighbours with the same bits are one exception: a summary without observations is all NaN. */
  private void writeExceptions(double[] values, int from, int excepted, PayloadWriter out) {
    if (excepted == 0) {
      return;
    }
    int stretches = 0;
    for (int i = 0; i < excepted; i = endOfStretch(values, from, i, excepted)) {
      stretches++;
    }
    out.putVarint(stretches);
    int next = 0;
    for (int i = 0; i < excepted; ) {
      int end = endOfStretch(values, from, i, excepted);
      out.putVarint(exceptions[i] - next);
      out.putVarint(end - i);
      Scalar.write(values[from + exceptions[i]], out);
      next = exceptions[end - 1] + 1;
      i = end;
    }
  }

  private int endOfStretch(double[] values, int from, int first, int excepted) {
    long bits = Double.doubleToRawLongBits(values[from + exceptions[first]]);
    int end = first + 1;
    while (end < excepted
        && exceptions[end] == exceptions[end - 1] + 1
        && Double.doubleToRawLongBits(values[from + exceptions[end]]) == bits) {
      end++;
    }
    return end;
  }

  /** A zero, an infinity or a NaN may take one byte, any other number takes two or more. */
  private static int leastBytesOfScalars(double[] values, int from, int count) {
    int bytes = 1 + count;
    for (int i = from; i < from + count; i++) {
      double magnitude = Math.abs(values[i]);
      bytes += magnitude > 0 && magnitude <= Double.MAX_VALUE ? 1 : 0;
    }
    return bytes;
  }

  private static void writeScalars(double[] values, int from, int count, PayloadWriter out) {
    out.putByte(SCALARS);
    for (int i = 0; i < count; i++) {
      Scalar.write(values[from + i], out);
    }
  }
}
