package io.barograph.timescale.alerts;

import io.barograph.storage.alerts.AlertEvent;
import io.barograph.storage.alerts.AlertHistory;
import io.barograph.storage.alerts.GroupKey;
import io.barograph.storage.alerts.HistoryEntry;
import io.barograph.storage.alerts.HistoryQuery;
import io.barograph.timescale.connection.Columns;
import io.barograph.timescale.connection.ReusedConnection;
import io.r2dbc.postgresql.api.PostgresqlStatement;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import reactor.core.publisher.Mono;

/** The table {@code alert_history}, for readers. */
public final class DatabaseAlertHistory implements AlertHistory {
  private static final String COLUMNS =
      """
      SELECT id, time, event, file, group_name, barograph.pairs(labels),
        barograph.pairs(annotations), value, query, active, fired, reason
      FROM barograph.alert_history
      """;

  private static final String PAGE =
      COLUMNS
          + """
          WHERE time BETWEEN $1 AND $2 AND (time, id) < ($3, $4)
            AND (cardinality($5::text[]) = 0 OR alertname = ANY($5))
            AND (cardinality($6::text[]) = 0 OR event = ANY($6))
          ORDER BY time DESC, id DESC LIMIT $7
          """;

  private static final String SINCE = COLUMNS + "WHERE id > $1 AND time >= $2 ORDER BY id LIMIT $3";

  private final ReusedConnection connection;

  public DatabaseAlertHistory(ReusedConnection connection) {
    this.connection = connection;
  }

  @Override
  public Mono<List<HistoryEntry>> page(HistoryQuery query) {
    HistoryQuery.Place before =
        query.before() == null
            ? new HistoryQuery.Place(query.to(), Long.MAX_VALUE)
            : query.before();
    return connection.use(
        session ->
            rows(
                session
                    .createStatement(PAGE)
                    .bind("$1", query.from())
                    .bind("$2", query.to())
                    .bind("$3", before.time())
                    .bind("$4", before.id())
                    .bind("$5", query.alertNames().toArray(String[]::new))
                    .bind(
                        "$6",
                        query.events().stream()
                            .map(event -> event.name().toLowerCase(Locale.ROOT))
                            .toArray(String[]::new))
                    .bind("$7", query.limit())));
  }

  @Override
  public Mono<List<HistoryEntry>> since(long id, Instant notBefore, int limit) {
    return connection.use(
        session ->
            rows(
                session
                    .createStatement(SINCE)
                    .bind("$1", id)
                    .bind("$2", notBefore)
                    .bind("$3", limit)));
  }

  @Override
  public Mono<Long> lastId() {
    return connection.use(
        session ->
            session
                .createStatement(
                    "SELECT CASE WHEN is_called THEN last_value ELSE 0 END"
                        + " FROM barograph.alert_history_id")
                .execute()
                .concatMap(result -> result.map((row, _) -> Columns.get(row, 0, Long.class)))
                .single());
  }

  private static Mono<List<HistoryEntry>> rows(PostgresqlStatement statement) {
    return statement
        .execute()
        .concatMap(result -> result.map((row, _) -> entry(row)))
        .collectList();
  }

  private static HistoryEntry entry(Row row) {
    return new HistoryEntry(
        Columns.get(row, 0, Long.class),
        Columns.get(row, 1, Instant.class),
        AlertEvent.Kind.valueOf(Columns.get(row, 2, String.class).toUpperCase(Locale.ROOT)),
        new GroupKey(Columns.get(row, 3, String.class), Columns.get(row, 4, String.class)),
        SqlText.labels(Columns.get(row, 5, String[].class)),
        SqlText.map(Columns.get(row, 6, String[].class)),
        Columns.get(row, 7, Double.class),
        Columns.get(row, 8, String.class),
        Columns.get(row, 9, Instant.class),
        Columns.get(row, 10, Instant.class),
        Columns.get(row, 11, String.class));
  }
}
