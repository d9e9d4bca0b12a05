package io.barograph.timescale.compact;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * How much waits to be settled.
 *
 * @param age how long the oldest row has waited, zero if none waits
 */
record UnsettledPart(long bytes, Duration age) {
  private static final long LARGE = 32L << 20;
  private static final long WORTHWHILE = 1L << 20;
  private static final int PATIENCE = 5;

  private static final String SQL =
      """
      SELECT coalesce(sum(octet_length(payload)), 0),
             coalesce(extract(epoch FROM clock_timestamp() - min(arrived)), 0)::double precision
      FROM barograph.fresh_block
      WHERE arrived >= (SELECT settled_to FROM barograph.compaction)
      """;

  static UnsettledPart read(Connection session) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery(SQL)) {
      row.next();
      return new UnsettledPart(row.getLong(1), Duration.ofMillis((long) (row.getDouble(2) * 1000)));
    }
  }

  /**
   * Whether to compact now. Every compaction rewrites the current hour of each group it touches, so
   * little waits for more; much is settled at once, because every query reads it whole.
   */
  boolean isDue(Duration interval) {
    return bytes >= LARGE
        || (bytes >= WORTHWHILE && age.compareTo(interval) >= 0)
        || (bytes > 0 && age.compareTo(interval.multipliedBy(PATIENCE)) >= 0);
  }
}
