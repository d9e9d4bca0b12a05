package io.barograph.integration.alert;

import io.barograph.testdatabases.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The history of alerts as SQL people read it. */
final class AlertHistory {
  private final DatabaseServer database;

  AlertHistory(DatabaseServer database) {
    this.database = database;
  }

  /** An event of a subject. */
  record Entry(String event, Instant time, Instant active) {}

  /** What happened to a subject, in order. */
  List<Entry> of(String subject) {
    List<Entry> entries = new ArrayList<>();
    try (Connection session = database.address().connect();
        PreparedStatement statement =
            session.prepareStatement(
                "SELECT event, time, active FROM barograph.alert_history"
                    + " WHERE labels->>'subject' = ? ORDER BY time, id")) {
      statement.setString(1, subject);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          entries.add(
              new Entry(
                  row.getString(1),
                  row.getObject(2, OffsetDateTime.class).toInstant(),
                  row.getObject(3, OffsetDateTime.class).toInstant()));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return entries;
  }

  /** The events alone. */
  List<String> events(String subject) {
    return of(subject).stream().map(Entry::event).toList();
  }
}
