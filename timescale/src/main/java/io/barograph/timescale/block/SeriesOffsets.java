package io.barograph.timescale.block;

/**
 * A set of series of one group, by their offset.
 *
 * @param low bit {@code i} stands for offset {@code i}
 * @param high bit {@code i} stands for offset {@code 64 + i}
 */
public record SeriesOffsets(long low, long high) {
  /** How many series a group holds at most. */
  public static final int GROUP_SIZE = 128;

  public static final SeriesOffsets NONE = new SeriesOffsets(0, 0);
  public static final SeriesOffsets ALL = new SeriesOffsets(-1, -1);

  /** This set with one offset more. */
  public SeriesOffsets with(int offset) {
    if (offset < 0 || offset >= GROUP_SIZE) {
      throw new IllegalArgumentException(
          "series offset %d is not within 0 to %d".formatted(offset, GROUP_SIZE - 1));
    }
    return offset < 64
        ? new SeriesOffsets(low | 1L << offset, high)
        : new SeriesOffsets(low, high | 1L << (offset - 64));
  }

  public boolean contains(long offset) {
    if (offset < 0 || offset >= GROUP_SIZE) {
      return false;
    }
    return ((offset < 64 ? low >>> offset : high >>> (offset - 64)) & 1) != 0;
  }

  public int size() {
    return Long.bitCount(low) + Long.bitCount(high);
  }
}
