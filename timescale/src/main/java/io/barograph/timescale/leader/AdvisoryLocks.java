package io.barograph.timescale.leader;

import io.barograph.timescale.schema.AdvisoryLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Takes and gives back advisory locks that last as long as a session. */
public final class AdvisoryLocks {
  private AdvisoryLocks() {}

  /** Takes the lock if nobody else has it. */
  public static boolean tryLock(Connection session, AdvisoryLock lock) throws SQLException {
    return call(session, "SELECT pg_try_advisory_lock(?)", lock);
  }

  /** Waits for the lock, and fails when nobody has given it back within {@code patience}. */
  public static void lock(Connection session, AdvisoryLock lock, Duration patience)
      throws SQLException {
    try (Statement setting = session.createStatement()) {
      setting.execute("SET lock_timeout = " + patience.toMillis());
      call(session, "SELECT true FROM pg_advisory_lock(?)", lock);
      setting.execute("RESET lock_timeout");
    }
  }

  /** Gives the lock back. */
  public static void unlock(Connection session, AdvisoryLock lock) throws SQLException {
    call(session, "SELECT pg_advisory_unlock(?)", lock);
  }

  private static boolean call(Connection session, String sql, AdvisoryLock lock)
      throws SQLException {
    try (PreparedStatement statement = session.prepareStatement(sql)) {
      statement.setLong(1, lock.key());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
