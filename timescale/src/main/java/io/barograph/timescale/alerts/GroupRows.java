package io.barograph.timescale.alerts;

import io.barograph.storage.alerts.GroupChanges;
import io.barograph.storage.alerts.GroupKey;
import io.barograph.storage.rules.RuleGroupStatus;
import io.barograph.storage.rules.RuleStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Groups and their rules, with how their last evaluation went. */
final class GroupRows {
  private static final String UPSERT_GROUP =
      """
      INSERT INTO barograph.alert_group
        (file, name, position, interval_ms, alert_limit, evaluated, began, took_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (file, name) DO UPDATE
      SET position = excluded.position, interval_ms = excluded.interval_ms,
          alert_limit = excluded.alert_limit, evaluated = excluded.evaluated,
          began = excluded.began, took_ms = excluded.took_ms
      """;
  private static final String UPSERT_RULE =
      """
      INSERT INTO barograph.alert_rule
        (file, group_name, position, key, kind, name, query, labels, annotations, for_ms,
         keep_firing_for_ms, health, last_error, began, took_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?, jsonb_object(?), jsonb_object(?), ?, ?, ?, ?, ?, ?)
      ON CONFLICT (file, group_name, position) DO UPDATE
      SET key = excluded.key, kind = excluded.kind, name = excluded.name, query = excluded.query,
          labels = excluded.labels, annotations = excluded.annotations, for_ms = excluded.for_ms,
          keep_firing_for_ms = excluded.keep_firing_for_ms, health = excluded.health,
          last_error = excluded.last_error, began = excluded.began, took_ms = excluded.took_ms
      """;
  private static final String DELETE_RULES =
      "DELETE FROM barograph.alert_rule WHERE file = ? AND group_name = ? AND position >= ?";
  private static final String DELETE_GROUP =
      "DELETE FROM barograph.alert_group WHERE file = ? AND name = ?";
  private static final String SELECT_GROUPS = "SELECT file, name FROM barograph.alert_group";
  private static final String SELECT_EVALUATED =
      "SELECT evaluated FROM barograph.alert_group WHERE file = ? AND name = ?";

  private GroupRows() {}

  static void write(Connection session, GroupChanges changes) throws SQLException {
    RuleGroupStatus status = changes.status();
    try (PreparedStatement statement = session.prepareStatement(UPSERT_GROUP)) {
      identity(statement, changes.group());
      statement.setInt(3, changes.position());
      statement.setLong(4, status.interval().toMillis());
      statement.setInt(5, status.limit());
      statement.setObject(6, SqlText.time(changes.evaluated()));
      statement.setObject(7, SqlText.time(status.last().at()));
      statement.setDouble(8, millis(status.last().duration()));
      statement.executeUpdate();
    }
    writeRules(session, changes.group(), status.rules());
    deleteRules(session, changes.group(), status.rules().size());
  }

  private static void writeRules(Connection session, GroupKey group, List<RuleStatus> rules)
      throws SQLException {
    try (PreparedStatement statement = session.prepareStatement(UPSERT_RULE)) {
      for (int position = 0; position < rules.size(); position++) {
        RuleStatus rule = rules.get(position);
        identity(statement, group);
        statement.setInt(3, position);
        statement.setString(4, SqlText.text(rule.key()));
        statement.setString(6, SqlText.text(rule.name()));
        statement.setString(7, SqlText.text(rule.query()));
        statement.setArray(8, SqlText.pairs(session, rule.labels().toMap()));
        switch (rule) {
          case RuleStatus.Recording _ -> kind(session, statement, "recording", Map.of(), 0, 0);
          case RuleStatus.Alerting alerting ->
              kind(
                  session,
                  statement,
                  "alerting",
                  alerting.annotations(),
                  alerting.holdDuration().toMillis(),
                  alerting.keepFiringFor().toMillis());
        }
        statement.setString(12, rule.last().health().text());
        statement.setString(13, SqlText.text(rule.last().lastError()));
        statement.setObject(14, SqlText.time(rule.last().at()));
        statement.setDouble(15, millis(rule.last().duration()));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void kind(
      Connection session,
      PreparedStatement statement,
      String kind,
      Map<String, String> annotations,
      long holdMillis,
      long keepFiringMillis)
      throws SQLException {
    statement.setString(5, kind);
    statement.setArray(9, SqlText.pairs(session, annotations));
    statement.setLong(10, holdMillis);
    statement.setLong(11, keepFiringMillis);
  }

  private static void deleteRules(Connection session, GroupKey group, int from)
      throws SQLException {
    try (PreparedStatement statement = session.prepareStatement(DELETE_RULES)) {
      identity(statement, group);
      statement.setInt(3, from);
      statement.executeUpdate();
    }
  }

  static void delete(Connection session, GroupKey group) throws SQLException {
    deleteRules(session, group, 0);
    try (PreparedStatement statement = session.prepareStatement(DELETE_GROUP)) {
      identity(statement, group);
      statement.executeUpdate();
    }
  }

  static Set<GroupKey> all(Connection session) throws SQLException {
    Set<GroupKey> groups = new HashSet<>();
    try (Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery(SELECT_GROUPS)) {
      while (row.next()) {
        groups.add(new GroupKey(row.getString(1), row.getString(2)));
      }
    }
    return groups;
  }

  static @Nullable Instant evaluated(Connection session, GroupKey group) throws SQLException {
    try (PreparedStatement statement = session.prepareStatement(SELECT_EVALUATED)) {
      identity(statement, group);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getObject(1, OffsetDateTime.class).toInstant() : null;
      }
    }
  }

  private static void identity(PreparedStatement statement, GroupKey group) throws SQLException {
    statement.setString(1, SqlText.text(group.file()));
    statement.setString(2, SqlText.text(group.name()));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
