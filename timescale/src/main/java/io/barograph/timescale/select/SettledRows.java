package io.barograph.timescale.select;

import io.barograph.timescale.connection.Columns;
import io.r2dbc.spi.Connection;
import java.time.OffsetDateTime;
import reactor.core.publisher.Flux;

/** Selects the settled rows of a slice, group by group, each group's by window. */
final class SettledRows {
  private static final int FETCH_SIZE = 128;
  private static final String SQL =
      """
      SELECT group_id, window_start, payload
      FROM barograph.settled_block
      WHERE group_id = ANY($1) AND window_start BETWEEN $2 AND $3
      ORDER BY group_id, window_start
      """;

  private SettledRows() {}

  static Flux<SettledRow> read(Connection snapshot, Slice slice, Windows windows) {
    return Flux.from(
            snapshot
                .createStatement(SQL)
                .bind(0, slice.groupIds())
                .bind(1, windows.first())
                .bind(2, windows.last())
                .fetchSize(FETCH_SIZE)
                .execute())
        .concatMap(
            result ->
                result.map(
                    (row, _) ->
                        new SettledRow(
                            Columns.get(row, 0, Integer.class),
                            Columns.get(row, 1, OffsetDateTime.class),
                            Columns.bytes(row, 2))));
  }
}
