package io.barograph.timescale.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import io.barograph.storage.alerts.AlertEvent;
import io.barograph.storage.alerts.AlertHistory;
import io.barograph.storage.alerts.HistoryEntry;
import io.barograph.storage.alerts.HistoryQuery;
import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.DatabaseAddress;
import io.barograph.timescale.connection.Connections;
import io.barograph.timescale.connection.ReusedConnection;
import io.barograph.timescale.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
final class DatabaseAlertHistoryIT {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00.123456Z");

  private final TestDatabase database;
  private final ReusedConnection connection;
  private final AlertHistory history;

  DatabaseAlertHistoryIT(TestDatabase database) {
    this.database = database;
    DatabaseAddress address = DatabaseAddress.parse(database.url());
    var _ = Schema.migrate(address);
    this.connection =
        new ReusedConnection(
            new Connections(address, Duration.ofSeconds(5)), Duration.ofSeconds(10));
    this.history = new DatabaseAlertHistory(connection);
  }

  @BeforeEach
  void writeTenRows() throws SQLException {
    try (Connection session = database.connect();
        Statement statement = session.createStatement()) {
      statement.execute("TRUNCATE barograph.alert_history");
      statement.execute("ALTER SEQUENCE barograph.alert_history_id RESTART");
      statement.execute("SELECT barograph.ensure_partition('alert_history', '" + START + "')");
      statement.execute(
          """
          INSERT INTO barograph.alert_history (time, event, alertname, labels, annotations, value,
            query, active, fired, reason, file, group_name)
          SELECT timestamptz '%s' + n / 2 * interval '1 s',
            CASE n %% 2 WHEN 0 THEN 'expired' ELSE 'firing' END,
            CASE n %% 3 WHEN 0 THEN 'Slow' ELSE 'Down' END,
            jsonb_build_object('host', 'h' || n), '{"summary": "it is"}', n, 'up == 0',
            timestamptz '%s', timestamptz '%s', '', 'rules.yml', 'hosts'
          FROM generate_series(1, 10) n
          """
              .formatted(START, START, START));
    }
  }

  @AfterEach
  void close() {
    connection.close().block();
  }

  private List<Long> ids(
      Set<String> names, Set<AlertEvent.Kind> events, HistoryQuery.@Nullable Place before) {
    return history
        .page(new HistoryQuery(START, START.plusSeconds(4), names, events, before, 4))
        .block()
        .stream()
        .map(HistoryEntry::id)
        .toList();
  }

  @Test
  void pagesAreNewestFirstAndGoOnWhereTheLastOneEnded() {
    assertThat(ids(Set.of(), Set.of(), null)).containsExactly(9L, 8L, 7L, 6L);
    assertThat(ids(Set.of(), Set.of(), new HistoryQuery.Place(START.plusSeconds(3), 6)))
        .containsExactly(5L, 4L, 3L, 2L);
    assertThat(ids(Set.of("Slow", "other"), Set.of(), null)).containsExactly(9L, 6L, 3L);
    assertThat(ids(Set.of("Slow"), Set.of(AlertEvent.Kind.EXPIRED), null)).containsExactly(6L);
  }

  @Test
  void rowsComeBackAsTheyWereWritten() {
    HistoryEntry entry = history.since(9, START, 5).block().getFirst();
    assertThat(entry.id()).isEqualTo(10);
    assertThat(entry.time()).isEqualTo(START.plusSeconds(5));
    assertThat(entry.event()).isEqualTo(AlertEvent.Kind.EXPIRED);
    assertThat(entry.labels()).isEqualTo(Labels.of("host", "h10"));
    assertThat(entry.annotations()).containsEntry("summary", "it is");
    assertThat(history.lastId().block()).isEqualTo(10);
    assertThat(history.since(8, START.plusSeconds(5), 5).block()).hasSize(1);
  }
}
