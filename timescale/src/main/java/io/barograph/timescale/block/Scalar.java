package io.barograph.timescale.block;

import io.barograph.model.StaleMarker;

/**
 * One double by itself: a tag, then a short mantissa or, when it is no short decimal, all eight
 * bytes. Values that no decimal can stand for and that do occur have tags of their own.
 */
final class Scalar {
  private static final int MAX_EXPONENT = 14;
  private static final int SPECIAL = 15 << 4;

  private static final long[] SPECIALS = {
    0, // the raw bits follow
    StaleMarker.BITS,
    Double.doubleToRawLongBits(Double.NaN),
    Double.doubleToRawLongBits(Double.POSITIVE_INFINITY),
    Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY),
    Double.doubleToRawLongBits(-0.0),
  };

  private Scalar() {}

  static void write(double value, PayloadWriter out) {
    int exponent = Decimal.exponentOf(value, 0, MAX_EXPONENT);
    if (exponent >= 0) {
      long mantissa = Decimal.mantissa(value, exponent);
      int length = byteLength(mantissa);
      out.putByte(exponent << 4 | length);
      out.putLowBytes(mantissa, length);
      return;
    }
    long bits = Double.doubleToRawLongBits(value);
    for (int special = 1; special < SPECIALS.length; special++) {
      if (bits == SPECIALS[special]) {
        out.putByte(SPECIAL | special);
        return;
      }
    }
    out.putByte(SPECIAL);
    out.putLong(bits);
  }

  /** The raw bits of the value, so that no NaN is touched on the way. */
  static long readBits(PayloadReader in) {
    int tag = in.readByte();
    int low = tag & 0x0f;
    if (tag == SPECIAL) {
      return in.readLong();
    }
    if (tag > SPECIAL) {
      if (low >= SPECIALS.length) {
        throw in.malformed("value of unknown kind %#x".formatted(tag));
      }
      return SPECIALS[low];
    }
    if (low > Long.BYTES) {
      throw in.malformed("value of unknown kind %#x".formatted(tag));
    }
    return Double.doubleToRawLongBits(Decimal.value(in.readSigned(low), tag >> 4));
  }

  private static int byteLength(long mantissa) {
    // One bit more than the magnitude, for the sign; zero needs none at all.
    return mantissa == 0 ? 0 : (72 - Long.numberOfLeadingZeros(mantissa ^ (mantissa >> 63))) / 8;
  }
}
