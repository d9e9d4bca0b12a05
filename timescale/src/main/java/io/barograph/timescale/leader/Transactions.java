package io.barograph.timescale.leader;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs statements in one transaction of a session that is in auto-commit mode otherwise. */
public final class Transactions {
  private Transactions() {}

  /** Statements of one transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T perform() throws SQLException;
  }

  /** Commits what {@code work} did, or rolls it back if it fails. */
  public static <T> T perform(Connection session, Work<T> work) throws SQLException {
    session.setAutoCommit(false);
    try {
      T result = work.perform();
      session.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      rollBack(session, e);
      throw e;
    } finally {
      if (!session.isClosed()) {
        session.setAutoCommit(true);
      }
    }
  }

  private static void rollBack(Connection session, Exception cause) {
    try {
      session.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
