package io.barograph.timescale.compact;

import io.barograph.timescale.leader.DatabaseSessions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * Sessions that PostgreSQL loses right after the server has executed a chosen statement, so that
 * the client cannot know whether it took effect.
 */
final class BreakingSessions implements DatabaseSessions {
  private static final Set<String> EXECUTING =
      Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "commit");

  private final DatabaseSessions sessions;
  private final int breakAfter;
  private int executed;

  BreakingSessions(DatabaseSessions sessions, int breakAfter) {
    this.sessions = sessions;
    this.breakAfter = breakAfter;
  }

  @Override
  public Connection open() throws SQLException {
    Connection session = sessions.open();
    return wrap(Connection.class, session, session);
  }

  private <T> T wrap(Class<T> type, Object target, Connection session) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object result;
              try {
                result = method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
              if (EXECUTING.contains(method.getName()) && ++executed == breakAfter) {
                kill(session);
              }
              if (result instanceof PreparedStatement statement) {
                return wrap(PreparedStatement.class, statement, session);
              }
              return result instanceof Statement statement
                  ? wrap(Statement.class, statement, session)
                  : result;
            }));
  }

  private void kill(Connection session) throws SQLException {
    int process = session.unwrap(org.postgresql.PGConnection.class).getBackendPID();
    try (Connection other = sessions.open();
        Statement statement = other.createStatement()) {
      statement.execute("SELECT pg_terminate_backend(" + process + ", 10000)");
    }
    throw new SQLException("the connection broke", "08006");
  }

  /** Whether the break came at all, or the work was done before. */
  boolean broke() {
    return executed >= breakAfter;
  }
}
