package io.barograph.timescale.select;

import io.barograph.timescale.catalog.SelectedGroup;
import io.barograph.timescale.connection.Columns;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Selects how many settled samples each group has; payloads stay where they are. */
final class SettledSizes {
  private static final String SQL =
      """
      SELECT group_id, sum(samples)
      FROM barograph.settled_block
      WHERE group_id = ANY($1) AND window_start BETWEEN $2 AND $3
      GROUP BY group_id
      """;

  private SettledSizes() {}

  /** Samples by group; a group without any is left out. */
  static Mono<Map<Integer, Long>> read(
      Connection snapshot, List<SelectedGroup> groups, Windows windows) {
    Integer[] groupIds = groups.stream().map(SelectedGroup::groupId).toArray(Integer[]::new);
    return Flux.from(
            snapshot
                .createStatement(SQL)
                .bind(0, groupIds)
                .bind(1, windows.first())
                .bind(2, windows.last())
                .execute())
        .concatMap(
            result ->
                result.map(
                    (row, _) ->
                        Map.entry(
                            Columns.get(row, 0, Integer.class), Columns.get(row, 1, Long.class))))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }
}
