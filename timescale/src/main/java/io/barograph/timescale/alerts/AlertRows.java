package io.barograph.timescale.alerts;

import io.barograph.model.Fingerprint;
import io.barograph.storage.alerts.AlertRecord;
import io.barograph.storage.alerts.AlertStage;
import io.barograph.storage.alerts.GroupKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The alerts of a group. */
final class AlertRows {
  private static final String UPSERT =
      """
      INSERT INTO barograph.alert AS known
        (file, group_name, rule_key, fingerprint, alertname, labels, annotations, query, value, stage,
         active, fired, ended, keep_firing_since, no_data_since)
      VALUES (?, ?, ?, ?, ?, jsonb_object(?), jsonb_object(?), ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (file, group_name, rule_key, fingerprint) DO UPDATE
      SET annotations = excluded.annotations, query = excluded.query, value = excluded.value,
          stage = excluded.stage, active = excluded.active, fired = excluded.fired,
          ended = excluded.ended, keep_firing_since = excluded.keep_firing_since,
          no_data_since = excluded.no_data_since, changed = excluded.changed
      """;
  private static final String DELETE =
      """
      DELETE FROM barograph.alert
      WHERE file = ? AND group_name = ? AND rule_key = ? AND fingerprint = ?
      """;
  private static final String SELECT =
      """
      SELECT rule_key, barograph.pairs(labels), barograph.pairs(annotations), query, value, stage,
             active, fired, ended, keep_firing_since, no_data_since
      FROM barograph.alert
      WHERE file = ? AND group_name = ?
      """;

  private AlertRows() {}

  static void write(Connection session, List<AlertRecord> alerts) throws SQLException {
    if (alerts.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = session.prepareStatement(UPSERT)) {
      for (AlertRecord alert : alerts) {
        identity(statement, alert);
        statement.setString(5, SqlText.text(alert.labels().valueOrEmpty("alertname")));
        statement.setArray(6, SqlText.pairs(session, alert.labels().toMap()));
        statement.setArray(7, SqlText.pairs(session, alert.annotations()));
        statement.setString(8, SqlText.text(alert.query()));
        statement.setDouble(9, alert.value());
        statement.setString(10, alert.stage().name().toLowerCase(Locale.ROOT));
        statement.setObject(11, SqlText.time(alert.activeAt()));
        statement.setObject(12, SqlText.time(alert.firedAt()));
        statement.setObject(13, SqlText.time(alert.endedAt()));
        statement.setObject(14, SqlText.time(alert.keepFiringSince()));
        statement.setObject(15, SqlText.time(alert.noDataSince()));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  static void delete(Connection session, List<AlertRecord> alerts) throws SQLException {
    if (alerts.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = session.prepareStatement(DELETE)) {
      for (AlertRecord alert : alerts) {
        identity(statement, alert);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void identity(PreparedStatement statement, AlertRecord alert) throws SQLException {
    statement.setString(1, SqlText.text(alert.group().file()));
    statement.setString(2, SqlText.text(alert.group().name()));
    statement.setString(3, SqlText.text(alert.rule()));
    statement.setLong(4, Fingerprint.of(alert.labels()));
  }

  static List<AlertRecord> read(Connection session, GroupKey group) throws SQLException {
    List<AlertRecord> alerts = new ArrayList<>();
    try (PreparedStatement statement = session.prepareStatement(SELECT)) {
      statement.setString(1, SqlText.text(group.file()));
      statement.setString(2, SqlText.text(group.name()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          alerts.add(alert(row, group));
        }
      }
    }
    return alerts;
  }

  private static AlertRecord alert(ResultSet row, GroupKey group) throws SQLException {
    return new AlertRecord(
        group,
        row.getString(1),
        SqlText.labels((String[]) row.getArray(2).getArray()),
        SqlText.map((String[]) row.getArray(3).getArray()),
        row.getString(4),
        row.getDouble(5),
        AlertStage.valueOf(row.getString(6).toUpperCase(Locale.ROOT)),
        row.getObject(7, OffsetDateTime.class).toInstant(),
        instant(row, 8),
        instant(row, 9),
        instant(row, 10),
        instant(row, 11));
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
