package io.barograph.timescale.alerts;

import io.barograph.storage.alerts.AlertEvent;
import io.barograph.storage.alerts.AlertRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The history of alerts. */
final class HistoryRows {
  private static final String INSERT =
      """
      INSERT INTO barograph.alert_history
        (time, event, alertname, labels, annotations, value, query, active, fired, reason, file,
         group_name)
      VALUES (?, ?, ?, jsonb_object(?), jsonb_object(?), ?, ?, ?, ?, ?, ?, ?)
      """;

  private HistoryRows() {}

  static void write(Connection session, List<AlertEvent> events) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    try (PreparedStatement partition =
            session.prepareStatement("SELECT barograph.ensure_partition('alert_history', ?)");
        PreparedStatement statement = session.prepareStatement(INSERT)) {
      for (AlertEvent event : events) {
        partition.setObject(1, SqlText.time(event.time()));
        partition.execute();
        bind(session, statement, event);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void bind(Connection session, PreparedStatement statement, AlertEvent event)
      throws SQLException {
    AlertRecord alert = event.alert();
    Instant fired = alert.firedAt() == null ? event.time() : alert.firedAt();
    statement.setObject(1, SqlText.time(event.time()));
    statement.setString(2, event.kind().name().toLowerCase(Locale.ROOT));
    statement.setString(3, SqlText.text(alert.labels().valueOrEmpty("alertname")));
    statement.setArray(4, SqlText.pairs(session, alert.labels().toMap()));
    statement.setArray(5, SqlText.pairs(session, alert.annotations()));
    statement.setDouble(6, alert.value());
    statement.setString(7, SqlText.text(alert.query()));
    statement.setObject(8, SqlText.time(alert.activeAt()));
    statement.setObject(9, SqlText.time(fired));
    statement.setString(10, SqlText.text(event.reason()));
    statement.setString(11, SqlText.text(alert.group().file()));
    statement.setString(12, SqlText.text(alert.group().name()));
  }
}
