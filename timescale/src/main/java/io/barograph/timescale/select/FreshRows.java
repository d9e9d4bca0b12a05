package io.barograph.timescale.select;

import io.barograph.storage.TimeRange;
import io.barograph.timescale.connection.Columns;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Flux;

/** Selects the unsettled rows that may hold samples of a slice, by acceptance. */
final class FreshRows {
  private static final int FETCH_SIZE = 512;
  private static final String SQL =
      """
      SELECT flush, group_lo, group_hi, payload
      FROM barograph.fresh_block
      WHERE arrived >= (SELECT settled_to FROM barograph.compaction)
        AND group_hi >= $1 AND group_lo <= $2
        AND max_time >= $3 AND min_time <= $4
      ORDER BY flush
      """;

  private FreshRows() {}

  static Flux<FreshRow> read(Connection snapshot, Slice slice, TimeRange range) {
    return Flux.from(
            snapshot
                .createStatement(SQL)
                .bind(0, slice.firstGroup())
                .bind(1, slice.lastGroup())
                .bind(2, range.start())
                .bind(3, range.end())
                .fetchSize(FETCH_SIZE)
                .execute())
        .concatMap(
            result ->
                result.map(
                    (row, _) ->
                        new FreshRow(
                            Columns.get(row, 0, Long.class),
                            Columns.get(row, 1, Integer.class),
                            Columns.get(row, 2, Integer.class),
                            Columns.bytes(row, 3))));
  }
}
