package io.barograph.timescale.alerts;

import io.barograph.storage.alerts.AlertFeed;
import io.barograph.storage.alerts.AlertRecord;
import io.barograph.timescale.connection.Columns;
import io.barograph.timescale.connection.ReusedConnection;
import io.r2dbc.spi.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Changes in the order of transactions. What commits after a snapshot was in flight in it, or came
 * later; so whoever asks from the oldest transaction that was in flight misses nothing, and meets
 * again what committed since.
 */
public final class DatabaseAlertFeed implements AlertFeed {
  private static final String SQL =
      """
      WITH snapshot AS MATERIALIZED (
        SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest)
      SELECT snapshot.oldest, %s
      FROM snapshot
      LEFT JOIN barograph.alert
        ON changed >= $1::text::xid8
      ORDER BY changed
      """
          .formatted(AlertColumns.LIST);

  private final ReusedConnection connection;

  public DatabaseAlertFeed(ReusedConnection connection) {
    this.connection = connection;
  }

  private record Line(long oldest, Optional<AlertRecord> alert) {}

  @Override
  public Mono<Changes> changesSince(Cursor cursor) {
    return connection.use(
        session ->
            session
                .createStatement(SQL)
                .bind("$1", Long.toString(cursor.position()))
                .execute()
                .concatMap(result -> result.map((row, _) -> line(row)))
                .collectList()
                .map(DatabaseAlertFeed::changes));
  }

  private static Line line(Row row) {
    return new Line(
        Columns.get(row, 0, Long.class),
        row.get(1) == null ? Optional.empty() : Optional.of(AlertColumns.read(row, 1)));
  }

  private static Changes changes(List<Line> lines) {
    List<AlertRecord> alerts = new ArrayList<>();
    lines.forEach(line -> line.alert.ifPresent(alerts::add));
    return new Changes(alerts, new Cursor(lines.getFirst().oldest));
  }
}
