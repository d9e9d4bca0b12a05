package io.barograph.timescale.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The oldest PostgreSQL that works. */
final class ServerVersion {
  private static final int OLDEST = 160_000;

  private ServerVersion() {}

  static void require(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT current_setting('server_version_num')::integer")) {
      row.next();
      require(row.getInt(1));
    }
  }

  static void require(int version) {
    if (version < OLDEST) {
      throw new SchemaException(
          "PostgreSQL %s is too old, the oldest that works is %d; upgrade the database server"
              .formatted(DatabaseEdition.postgresText(version), OLDEST / 10_000));
    }
  }
}
