package io.barograph.timescale.leader;

import io.barograph.timescale.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Opens JDBC sessions for work in the background; blocking, so never called on an event loop. */
@FunctionalInterface
public interface DatabaseSessions {
  /** A new session in auto-commit mode; the caller closes it. */
  Connection open() throws SQLException;

  /** Sessions to one database, ready for bytea in binary and for advisory locks. */
  static DatabaseSessions to(DatabaseAddress address) {
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password());
    properties.setProperty("ApplicationName", "barograph-leader");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("tcpKeepAlive", "true");
    // Longer than any statement takes, so that a server that hangs is given up in the end.
    properties.setProperty("socketTimeout", "900");
    // Minus one is pgjdbc's word for binary from the first execution on: bytea as hex text costs
    // twice the bytes and most of the time.
    properties.setProperty("prepareThreshold", "-1");
    return () -> {
      Connection session = DriverManager.getConnection(address.jdbcUrl(), properties);
      try (Statement statement = session.createStatement()) {
        // The server must notice within half a minute that this machine is gone, because until
        // then it keeps our advisory locks and no other server can lead.
        statement.execute(
            "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5;"
                + " SET tcp_keepalives_count = 4; SET idle_in_transaction_session_timeout = '10min'");
      } catch (SQLException e) {
        session.close();
        throw e;
      }
      return session;
    };
  }
}
