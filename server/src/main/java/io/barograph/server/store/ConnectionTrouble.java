package io.barograph.server.store;

import io.barograph.storage.StorageUnavailableException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a database that is not there yet from one that will never do. Wrong credentials, missing
 * rights and a server that is too old end the start; silence does not.
 */
final class ConnectionTrouble {
  /** SQLSTATE class 08: the connection could not be made or broke. */
  private static final String CONNECTION_CLASS = "08";

  /** SQLSTATE class 57P: the server starts, recovers or stops. */
  private static final String OPERATOR_CLASS = "57P";

  /** SQLSTATE class 53: too many connections, no disk space. */
  private static final String INSUFFICIENT_RESOURCES_CLASS = "53";

  private ConnectionTrouble() {}

  static boolean mayPass(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StorageUnavailableException) {
        return true;
      }
      if (cause instanceof SQLException sql) {
        return mayPass(sql.getSQLState());
      }
    }
    return false;
  }

  private static boolean mayPass(@Nullable String state) {
    return state != null
        && (state.startsWith(CONNECTION_CLASS)
            || state.startsWith(OPERATOR_CLASS)
            || state.startsWith(INSUFFICIENT_RESOURCES_CLASS));
  }

  static String explain(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no message");
  }
}
