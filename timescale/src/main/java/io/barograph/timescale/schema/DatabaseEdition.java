package io.barograph.timescale.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What kind of database holds the tables.
 *
 * @param postgresVersion as in {@code server_version_num}, for example 170006
 * @param timescaleVersion version of the extension, null on plain PostgreSQL
 * @param timescaleLicense {@code apache} or {@code timescale}, null on plain PostgreSQL
 * @param hypertables whether the block tables are hypertables; false means native partitions
 */
public record DatabaseEdition(
    int postgresVersion,
    @Nullable String timescaleVersion,
    @Nullable String timescaleLicense,
    boolean hypertables) {
  /** Whether the Community edition's features may be used. */
  public boolean isCommunity() {
    return "timescale".equals(timescaleLicense);
  }

  static DatabaseEdition read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT current_setting('server_version_num')::integer,
                       (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'),
                       current_setting('timescaledb.license', true),
                       barograph.has_hypertables()
                """)) {
      row.next();
      String timescale = row.getString(2);
      return new DatabaseEdition(
          row.getInt(1), timescale, timescale == null ? null : row.getString(3), row.getBoolean(4));
    }
  }

  /** For people: {@code PostgreSQL 17.6 with TimescaleDB 2.19.3 (apache), hypertables}. */
  @Override
  public String toString() {
    return "PostgreSQL "
        + postgresText(postgresVersion)
        + (timescaleVersion == null
            ? ""
            : " with TimescaleDB %s (%s)".formatted(timescaleVersion, timescaleLicense))
        + (hypertables ? ", hypertables" : ", native partitions");
  }

  static String postgresText(int version) {
    return version / 10_000 + "." + version % 10_000;
  }
}
