package io.barograph.timescale.select;

import io.barograph.timescale.block.SeriesOffsets;
import io.barograph.timescale.catalog.SelectedGroup;
import java.util.Arrays;
import java.util.List;

/**
 * The series that are read together: some of the selected groups, or some series of a large one.
 */
final class Slice {
  static final int GROUP_SHIFT = 7;
  static final int OFFSET_MASK = 127;

  private final int[] groupIds;
  private final SeriesOffsets[] wanted;

  /** Where the series of each group begin among all of the slice. */
  private final int[] firstSlots;

  private final int size;
  private final Double[] shares;

  /** A slice of groups in ascending order, each once. */
  Slice(List<SelectedGroup> groups) {
    groupIds = groups.stream().mapToInt(SelectedGroup::groupId).toArray();
    wanted =
        groups.stream()
            .map(group -> new SeriesOffsets(group.lowOffsets(), group.highOffsets()))
            .toArray(SeriesOffsets[]::new);
    firstSlots = new int[groupIds.length];
    int slots = 0;
    for (int i = 0; i < wanted.length; i++) {
      firstSlots[i] = slots;
      slots += wanted[i].size();
    }
    size = slots;
    shares = groups.stream().map(SelectedGroup::share).toArray(Double[]::new);
  }

  /** How many series are wanted; each has a slot from 0 on, by ascending id. */
  int size() {
    return size;
  }

  Integer[] groupIds() {
    return Arrays.stream(groupIds).boxed().toArray(Integer[]::new);
  }

  /** Of each group, which part of its samples is wanted, about. */
  Double[] shares() {
    return shares;
  }

  int firstGroup() {
    return groupIds[0];
  }

  int lastGroup() {
    return groupIds[groupIds.length - 1];
  }

  SeriesOffsets wanted(int groupId) {
    int place = Arrays.binarySearch(groupIds, groupId);
    return place < 0 ? SeriesOffsets.NONE : wanted[place];
  }

  /** The slot of a series that is wanted. */
  int slot(int groupId, int offset) {
    int place = Arrays.binarySearch(groupIds, groupId);
    return firstSlots[place] + rank(wanted[place], offset);
  }

  /** The id of the series at a slot. */
  long seriesId(int slot) {
    int place = Arrays.binarySearch(firstSlots, slot);
    place = place < 0 ? -place - 2 : place;
    return (long) groupIds[place] << GROUP_SHIFT | select(wanted[place], slot - firstSlots[place]);
  }

  private static int rank(SeriesOffsets set, int offset) {
    return offset < 64
        ? Long.bitCount(set.low() & ((1L << offset) - 1))
        : Long.bitCount(set.low()) + Long.bitCount(set.high() & ((1L << (offset - 64)) - 1));
  }

  /** The offset of which {@code rank} others are lower. */
  private static int select(SeriesOffsets set, int rank) {
    int inLow = Long.bitCount(set.low());
    long bits = rank < inLow ? set.low() : set.high();
    for (int skipped = rank < inLow ? rank : rank - inLow; skipped > 0; skipped--) {
      bits &= bits - 1;
    }
    return Long.numberOfTrailingZeros(bits) + (rank < inLow ? 0 : 64);
  }
}
