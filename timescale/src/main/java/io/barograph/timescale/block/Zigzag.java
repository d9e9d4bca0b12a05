package io.barograph.timescale.block;

/** Signed numbers as unsigned ones, small magnitudes first: 0, -1, 1, -2, 2, … */
final class Zigzag {
  private Zigzag() {}

  static long encode(long value) {
    return (value << 1) ^ (value >> 63);
  }

  static long decode(long value) {
    return (value >>> 1) ^ -(value & 1);
  }
}
