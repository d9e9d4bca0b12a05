package io.barograph.timescale.select;

import io.barograph.storage.TimeRange;
import io.barograph.storage.UnreadableSamplesException;
import io.barograph.timescale.block.BlockFormatException;
import io.barograph.timescale.block.BlockPlace;
import io.barograph.timescale.catalog.SelectedGroup;
import io.barograph.timescale.connection.Columns;
import io.r2dbc.spi.Row;
import java.time.OffsetDateTime;
import java.util.BitSet;
import java.util.List;

/**
 * A block that the compactor has set aside because it does not decode.
 *
 * @param times within which its samples lie
 */
record DamagedBlock(BlockPlace place, TimeRange times, String reason) {
  static final String SQL =
      "SELECT flush, window_start, group_lo, group_hi, min_time, max_time, reason"
          + " FROM barograph.damaged_block";

  static DamagedBlock of(Row row) {
    OffsetDateTime start = row.get(1, OffsetDateTime.class);
    return new DamagedBlock(
        new BlockPlace(
            row.get(0, Long.class),
            start == null ? null : start.toInstant(),
            Columns.get(row, 2, Integer.class),
            Columns.get(row, 3, Integer.class)),
        new TimeRange(Columns.get(row, 4, Long.class), Columns.get(row, 5, Long.class)),
        Columns.get(row, 6, String.class));
  }

  /** Whether its samples may lie within a range. */
  boolean touches(TimeRange range) {
    return times.start() <= range.end() && times.end() >= range.start();
  }

  /** Adds its groups. */
  void markGroups(BitSet groups) {
    groups.set(place.groupLow(), place.groupHigh() + 1);
  }

  /** Fails if samples of these groups within the range may be in a damaged block. */
  static void refuseAny(List<DamagedBlock> damaged, List<SelectedGroup> groups, TimeRange range) {
    for (DamagedBlock block : damaged) {
      if (block.touches(range) && groups.stream().anyMatch(group -> block.holds(group.groupId()))) {
        throw new UnreadableSamplesException(message(block.place, block.reason));
      }
    }
  }

  private boolean holds(int groupId) {
    return groupId >= place.groupLow() && groupId <= place.groupHigh();
  }

  /** For a block found damaged by whoever reads it. */
  static UnreadableSamplesException unreadable(BlockPlace place, BlockFormatException cause) {
    return new UnreadableSamplesException(
        message(place, String.valueOf(cause.getMessage())), cause);
  }

  private static String message(BlockPlace place, String reason) {
    return ("samples cannot be read, %s is damaged: %s;"
            + " \"Damaged blocks\" in docs/operations.md says what to do")
        .formatted(place, reason);
  }
}
