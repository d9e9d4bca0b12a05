package io.barograph.timescale.compact;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/**
 * Rewrites a table of which more than a third is air. While an hour lasts its rows are replaced
 * again and again, each time into the room of those before, so a chunk of one hour is twice as
 * large as its rows; a group of series is replaced whenever series join it, so a fleet that came by
 * and by leaves its table five times as large. Plain vacuum never gives that back, nor does
 * updating the rows once more: PostgreSQL spreads them over all free pages. A chunk of many hours
 * has little air and is left alone.
 */
final class TidyTables {
  private static final double MOST_AIR = 1.5;

  /** A small table is never tidy by this measure: each of its files has pages of its own. */
  private static final long SLACK = 256 << 10;

  /** What is rewritten is locked meanwhile: about half a second for this much. */
  private static final long LARGEST = 64 << 20;

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private TidyTables() {}

  /** To be called in auto-commit mode. A table that is being read is left for another time. */
  static void execute(Connection session, Collection<String> settledChunks) throws SQLException {
    for (String chunk : settledChunks) {
      tidy(session, chunk, "payload");
    }
    tidy(session, "barograph.series_group", "labels");
  }

  private static void tidy(Connection session, String table, String content) throws SQLException {
    if (isLoose(session, table, content)) {
      rewrite(session, table);
    }
  }

  private static void rewrite(Connection session, String table) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute("SET lock_timeout = '100ms'");
      try {
        statement.execute("VACUUM (FULL) " + table);
      } catch (SQLException e) {
        if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
          throw e;
        }
      } finally {
        statement.execute("RESET lock_timeout");
      }
    }
  }

  private static boolean isLoose(Connection session, String table, String content)
      throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement(
            "SELECT pg_total_relation_size(?::regclass), coalesce(sum(pg_column_size(%s)), 0) FROM %s"
                .formatted(content, table))) {
      statement.setString(1, table);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        long size = row.getLong(1);
        return size <= LARGEST && size > row.getLong(2) * MOST_AIR + SLACK;
      }
    }
  }
}
