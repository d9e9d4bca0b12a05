package io.barograph.timescale.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The extension: made where the server is ready for it, left out where it is not. Tables that once
 * stand as native partitions stay so.
 */
final class TimescaleExtension {
  private static final int OLDEST_MAJOR = 2;
  private static final int OLDEST_MINOR = 13;
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

  private TimescaleExtension() {}

  static void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      String installed = installedVersion(statement);
      if (installed == null && isLoadedButNotCreated(statement)) {
        statement.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
        installed = installedVersion(statement);
      }
      if (installed != null) {
        require(installed);
      }
    }
  }

  private static @Nullable String installedVersion(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'")) {
      return row.next() ? row.getString(1) : null;
    }
  }

  /**
   * An extension whose library is not preloaded cannot be created, so it is as good as absent. The
   * preloaded part shows by its settings; shared_preload_libraries is for superusers to read.
   */
  private static boolean isLoadedButNotCreated(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            """
            SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'timescaledb')
               AND EXISTS (SELECT FROM pg_settings WHERE name LIKE 'timescaledb.%')
            """)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  static void require(String version) {
    Matcher matcher = VERSION.matcher(version);
    boolean enough =
        matcher.matches()
            && (Integer.parseInt(matcher.group(1)) > OLDEST_MAJOR
                || (Integer.parseInt(matcher.group(1)) == OLDEST_MAJOR
                    && Integer.parseInt(matcher.group(2)) >= OLDEST_MINOR));
    if (!enough) {
      throw new SchemaException(
          "TimescaleDB %s is too old, the oldest that works is %d.%d; upgrade it, then run ALTER EXTENSION timescaledb UPDATE"
              .formatted(version, OLDEST_MAJOR, OLDEST_MINOR));
    }
  }
}
