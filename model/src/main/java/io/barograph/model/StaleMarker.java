package io.barograph.model;

/**
 * The one NaN that says a series has ended. It differs from an ordinary NaN only in its payload, so
 * values must be carried bit for bit and compared by raw bits.
 */
public final class StaleMarker {
  /** Raw bits of the marker, the same as in Prometheus ({@code value.StaleNaN}). */
  public static final long BITS = 0x7ff0000000000002L;

  public static final double VALUE = Double.longBitsToDouble(BITS);

  private StaleMarker() {}

  public static boolean isStale(double value) {
    return Double.doubleToRawLongBits(value) == BITS;
  }
}
