package io.barograph.timescale.block;

/**
 * Writes a run of doubles in whichever form comes out shortest: one constant, decimals, raw bits as
 * integers, or each value by itself. Layout: {@code docs/block-format.md}, "Value run".
 */
final class ValueRunEncoder {
  static final int CONSTANT = 0;
  static final int SCALARS = 1;
  static final int BITS = 2;
  static final int DECIMALS = 3;
  static final int KIND = 0x03;
  static final int EXPONENT_SHIFT = 3;
  static final int EXCEPTIONS = 0x04;

  /** Above this many values, each by itself is never worth trying. */
  private static final int MAX_SCALARS = 64;

  private final IntegerRunEncoder integers = new IntegerRunEncoder();
  private final PayloadWriter attempt = new PayloadWriter();
  private long[] mantissas = new long[0];
  private int[] exceptions = new int[0];

  /**
   * Writes {@code values[from]} to {@code values[from + count - 1]}; {@code count} is at least 1.
   */
  void encode(double[] values, int from, int count, PayloadWriter out) {
    if (isConstant(values, from, count)) {
      out.putByte(CONSTANT);
      Scalar.write(values[from], out);
      return;
    }
    if (mantissas.length < count) {
      mantissas = new long[count];
      exceptions = new int[count];
    }
    int start = out.size();
    writeBits(values, from, count, out);
    attempt.truncate(0);
    if (writeDecimals(values, from, count, attempt)) {
      keepShorter(start, out);
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
    long any = 0;
    for (int i = 0; i < count; i++) {
      mantissas[i] = Double.doubleToRawLongBits(values[from + i]);
      any |= mantissas[i];
    }
    int shift = any == 0 ? 0 : Long.numberOfTrailingZeros(any);
    for (int i = 0; i < count; i++) {
      mantissas[i] >>= shift;
    }
    out.putByte(BITS);
    out.putByte(shift);
    integers.encode(mantissas, 0, count, out);
  }

  private boolean writeDecimals(double[] values, int from, int count, PayloadWriter out) {
    int exponent = 0;
    for (int i = 0; i < count; i++) {
      int own = Decimal.exponentOf(values[from + i], exponent, Decimal.MAX_EXPONENT);
      exponent = Math.max(exponent, own);
    }
    int excepted = 0;
    long previous = 0;
    for (int i = 0; i < count; i++) {
      long mantissa = Decimal.mantissa(values[from + i], exponent);
      if (Decimal.isExact(values[from + i], mantissa, exponent)) {
        previous = mantissa;
      } else {
        exceptions[excepted++] = i;
      }
      mantissas[i] = previous;
    }
    if (excepted > Math.max(1, count / 4)) {
      return false;
    }
    out.putByte(DECIMALS | (excepted > 0 ? EXCEPTIONS : 0) | exponent << EXPONENT_SHIFT);
    integers.encode(mantissas, 0, count, out);
    if (excepted > 0) {
      out.putVarint(excepted);
      int next = 0;
      for (int i = 0; i < excepted; i++) {
        out.putVarint(exceptions[i] - next);
        Scalar.write(values[from + exceptions[i]], out);
        next = exceptions[i] + 1;
      }
    }
    return true;
  }

  private static void writeScalars(double[] values, int from, int count, PayloadWriter out) {
    out.putByte(SCALARS);
    for (int i = 0; i < count; i++) {
      Scalar.write(values[from + i], out);
    }
  }
}
