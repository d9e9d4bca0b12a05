package io.barograph.timescale.compact;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/**
 * Rewrites a chunk of which more than a third is air. While an hour lasts its rows are replaced
 * again and again, each time into the room of those before, so a chunk of one hour is twice as
 * large as its rows. Plain vacuum never gives that back, nor does updating the rows once more:
 * PostgreSQL spreads them over all free pages. A chunk of many hours has little air and is left
 * alone.
 */
final class TidySettled {
  private static final double MOST_AIR = 1.5;

  /** A small chunk is never tidy by this measure: each of its files has pages of its own. */
  private static final long SLACK = 256 << 10;

  /** What is rewritten is locked meanwhile: about half a second for this much. */
  private static final long LARGEST = 64 << 20;

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private TidySettled() {}

  /** To be called in auto-commit mode. A chunk that is being read is left for another time. */
  static void execute(Connection session, Collection<String> chunks) throws SQLException {
    for (String chunk : chunks) {
      if (isLoose(session, chunk)) {
        rewrite(session, chunk);
      }
    }
  }

  private static void rewrite(Connection session, String chunk) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute("SET lock_timeout = '100ms'");
      try {
        statement.execute("VACUUM (FULL) " + chunk);
      } catch (SQLException e) {
        if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
          throw e;
        }
      } finally {
        statement.execute("RESET lock_timeout");
      }
    }
  }

  private static boolean isLoose(Connection session, String chunk) throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement(
            "SELECT pg_total_relation_size(?::regclass), coalesce(sum(octet_length(payload)), 0)"
                + " FROM "
                + chunk)) {
      statement.setString(1, chunk);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        long size = row.getLong(1);
        return size <= LARGEST && size > row.getLong(2) * MOST_AIR + SLACK;
      }
    }
  }
}
