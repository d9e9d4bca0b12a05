package io.barograph.timescale.compact;

import io.barograph.timescale.schema.AdvisoryLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Draws the line: after this no flush can commit rows that arrived before {@code closed_to}. A
 * flush holds its lock shared from before it reads the time until it commits, so whoever has the
 * lock exclusively knows that none is under way.
 */
final class CloseArrivals {
  private CloseArrivals() {}

  /** To be called within a transaction of its own, which must be short: flushes wait for it. */
  static void execute(Connection session) throws SQLException {
    try (Statement statement = session.createStatement()) {
      // A flush that hangs must not make all others queue behind our wait for it.
      statement.execute("SET LOCAL lock_timeout = '1s'");
      statement.execute("SELECT pg_advisory_xact_lock(" + AdvisoryLock.FLUSH.key() + ")");
      statement.execute(
          "UPDATE barograph.compaction SET closed_to = greatest(closed_to, clock_timestamp())");
    }
  }
}
