package io.barograph.timescale.block;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a block stands, to tell whoever must look after it. A fresh block has the number of its
 * flush, a settled one the start of its row.
 *
 * @param flush which flush wrote the block; null for a settled one
 * @param start {@code window_start} of a settled block; null for a fresh one
 * @param groupLow first group that has samples in it
 * @param groupHigh last group, inclusive
 */
public record BlockPlace(
    @Nullable Long flush, @Nullable Instant start, int groupLow, int groupHigh) {
  public static BlockPlace fresh(long flush, int groupLow, int groupHigh) {
    return new BlockPlace(flush, null, groupLow, groupHigh);
  }

  public static BlockPlace settled(Instant start, int group) {
    return new BlockPlace(null, start, group, group);
  }

  @Override
  public String toString() {
    return start == null
        ? "fresh block of flush %d, groups %d to %d".formatted(flush, groupLow, groupHigh)
        : "settled block of group %d from %s on".formatted(groupLow, start);
  }
}
