package io.barograph.timescale.select;

import io.barograph.storage.TimeRange;
import io.barograph.timescale.catalog.SelectedGroup;
import io.barograph.timescale.connection.Columns;
import io.r2dbc.spi.Connection;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Selects which groups may have samples within a range. A group counts as a whole: its series are
 * of one metric and of one time of registration, so mostly they end together.
 */
final class LiveGroups {
  private static final String SETTLED_SQL =
      """
      SELECT DISTINCT group_id, group_id
      FROM barograph.settled_block
      WHERE window_start BETWEEN $1 AND $2 AND max_time >= $3 AND min_time <= $4
      """;
  private static final String FRESH_SQL =
      """
      SELECT DISTINCT group_lo, group_hi
      FROM barograph.fresh_block
      WHERE arrived >= (SELECT settled_to FROM barograph.compaction)
        AND max_time >= $1 AND min_time <= $2
      """;

  private LiveGroups() {}

  static Mono<List<SelectedGroup>> among(
      List<SelectedGroup> groups, Snapshot snapshot, TimeRange range) {
    Windows windows = Windows.of(range);
    BitSet live = new BitSet();
    snapshot.damaged().stream()
        .filter(block -> block.touches(range))
        .forEach(block -> block.markGroups(live));
    Connection connection = snapshot.connection();
    Flux<?> settled =
        Flux.from(
                connection
                    .createStatement(SETTLED_SQL)
                    .bind(0, windows.first())
                    .bind(1, windows.last())
                    .bind(2, range.start())
                    .bind(3, range.end())
                    .execute())
            .concatMap(result -> result.map((row, _) -> mark(row, live)));
    return settled
        .thenMany(fresh(connection, range, live))
        .then(
            Mono.fromSupplier(
                () -> groups.stream().filter(group -> live.get(group.groupId())).toList()));
  }

  /** Those of them that have settled samples, by the sizes given, or may have fresh ones. */
  static Mono<List<SelectedGroup>> amongSizes(
      List<SelectedGroup> groups,
      Map<Integer, Long> settled,
      Connection connection,
      TimeRange range) {
    BitSet live = new BitSet();
    settled.keySet().forEach(live::set);
    return fresh(connection, range, live)
        .then(
            Mono.fromSupplier(
                () -> groups.stream().filter(group -> live.get(group.groupId())).toList()));
  }

  private static Flux<?> fresh(Connection connection, TimeRange range, BitSet live) {
    return Flux.from(
            connection
                .createStatement(FRESH_SQL)
                .bind(0, range.start())
                .bind(1, range.end())
                .execute())
        .concatMap(result -> result.map((row, _) -> mark(row, live)));
  }

  private static boolean mark(io.r2dbc.spi.Row row, BitSet live) {
    live.set(Columns.get(row, 0, Integer.class), Columns.get(row, 1, Integer.class) + 1);
    return true;
  }
}
