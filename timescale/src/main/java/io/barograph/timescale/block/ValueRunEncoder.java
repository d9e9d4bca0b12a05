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
    if (count <= MAX_SCALARS) {
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
    int exponent = 0;
    int excepted = 0;
    long previous = 0;
    int i = 0;
    while (i < count) {
      double value = values[from + i];
      long mantissa = Decimal.mantissa(value, exponent);
      if (Decimal.isExact(value, mantissa, exponent)) {
        previous = mantissa;
      } else {
        int longer = Decimal.exponentOf(value, exponent + 1, Decimal.MAX_EXPONENT);
        if (longer >= 0) {
          // With more places all mantissas change: over again.
          exponent = longer;
          excepted = 0;
          previous = 0;
          i = 0;
          continue;
        }
        exceptions[excepted++] = i;
      }
      mantissas[i++] = previous;
    }
    int kind = excepted > 0 ? DECIMALS_WITH_EXCEPTIONS : DECIMALS;
    out.putByte(kind | exponent << EXPONENT_SHIFT);
    integers.encode(mantissas, 0, count, inOrder, out);
    writeExceptions(values, from, excepted, out);
    return excepted <= 1 + count / 32;
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

  private static void writeScalars(double[] values, int from, int count, PayloadWriter out) {
    out.putByte(SCALARS);
    for (int i = 0; i < count; i++) {
      Scalar.write(values[from + i], out);
    }
  }
}
