package io.barograph.timescale.leader;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops chunks or partitions that lie wholly before a time. */
public final class DropBefore {
  private static final Logger logger = LoggerFactory.getLogger(DropBefore.class);

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private DropBefore() {}

  /**
   * Returns how many were dropped; none when a long query still reads there, which leaves them to
   * the next time. The wait is short because whoever comes after us in the queue for the lock,
   * flushes included, waits as long as we do.
   */
  public static int execute(Connection session, String table, OffsetDateTime before)
      throws SQLException {
    try (Statement setting = session.createStatement()) {
      setting.execute("SET lock_timeout = '100ms'");
      try {
        return drop(session, table, before);
      } finally {
        setting.execute("RESET lock_timeout");
      }
    }
  }

  private static int drop(Connection session, String table, OffsetDateTime before)
      throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement("SELECT barograph.drop_before(?, ?)")) {
      statement.setString(1, table);
      statement.setObject(2, before);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        logger.debug("what of {} is before {} is still read, it is dropped later", table, before);
        return 0;
      }
      throw e;
    }
  }
}
