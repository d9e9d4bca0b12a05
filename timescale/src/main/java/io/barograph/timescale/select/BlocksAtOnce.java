package io.barograph.timescale.select;

import io.barograph.storage.TimeRange;
import io.barograph.timescale.catalog.CatalogVersion;
import io.barograph.timescale.catalog.SelectedGroup;
import io.barograph.timescale.connection.Columns;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Row;
import java.time.OffsetDateTime;
import java.util.List;
import reactor.core.publisher.Flux;

/**
 * Selects everything that a small query needs, in one round trip: a snapshot of its own, which also
 * says that it has no series which the caller does not know, and no damaged blocks.
 */
final class BlocksAtOnce {
  /** The last row of an answer; without it, the query has to be read in other ways. */
  record End() implements BlockRow {
    @Override
    public void addTo(SliceSamples samples) {}
  }

  /** With more groups, the fresh samples between the first and the last of them may be too many. */
  private static final int MAX_GROUPS = 64;

  private static final String SQL =
      "SELECT flush, group_lo, group_hi, window_start, payload"
          + " FROM barograph.read_blocks($1, $2, $3, $4, $5, $6, $7, $8, $9)";

  private BlocksAtOnce() {}

  /** Whether it is worth a try. */
  static boolean mayHold(List<SelectedGroup> groups) {
    return groups.size() <= MAX_GROUPS;
  }

  /**
   * Fresh rows, settled rows, {@link End}; or nothing.
   *
   * @param known the catalogue that the slice was selected from
   * @param maxSettled nothing is read if about more settled samples than this are wanted
   */
  static Flux<BlockRow> read(
      Connection connection, CatalogVersion known, Slice slice, TimeRange range, long maxSettled) {
    Windows windows = Windows.of(range);
    return Flux.from(
            connection
                .createStatement(SQL)
                .bind(0, known.registration())
                .bind(1, known.generation())
                .bind(2, slice.groupIds())
                .bind(3, slice.shares())
                .bind(4, windows.first())
                .bind(5, windows.last())
                .bind(6, range.start())
                .bind(7, range.end())
                .bind(8, maxSettled)
                .execute())
        .concatMap(result -> result.map((row, _) -> blockRow(row)));
  }

  private static BlockRow blockRow(Row row) {
    byte[] payload = row.get(4, byte[].class);
    if (payload == null) {
      return new End();
    }
    int groupLow = Columns.get(row, 1, Integer.class);
    OffsetDateTime start = row.get(3, OffsetDateTime.class);
    return start == null
        ? new FreshRow(
            Columns.get(row, 0, Long.class), groupLow, Columns.get(row, 2, Integer.class), payload)
        : new SettledRow(groupLow, start, payload);
  }
}
