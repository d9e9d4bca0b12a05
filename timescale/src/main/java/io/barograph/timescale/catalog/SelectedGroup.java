package io.barograph.timescale.catalog;

import io.barograph.timescale.block.SeriesOffsets;

/**
 * The selected series of one group, at least one. The id of the series at offset {@code o} is
 * {@code groupId << 7 | o}.
 *
 * @param seriesInGroup how many series the group has, selected or not
 * @param lowOffsets bit {@code i} stands for offset {@code i}
 * @param highOffsets bit {@code i} stands for offset {@code 64 + i}
 */
public record SelectedGroup(int groupId, int seriesInGroup, long lowOffsets, long highOffsets) {
  /** How many series are selected. */
  public int size() {
    return Long.bitCount(lowOffsets) + Long.bitCount(highOffsets);
  }

  /** The part of the samples of the group that is selected, if all its series have as many. */
  public double share() {
    return (double) size() / seriesInGroup;
  }

  public boolean contains(int offset) {
    return ((offset < 64 ? lowOffsets >>> offset : highOffsets >>> (offset - 64)) & 1) != 0;
  }

  /** As the block readers take them. */
  public SeriesOffsets offsets() {
    return new SeriesOffsets(lowOffsets, highOffsets);
  }
}
