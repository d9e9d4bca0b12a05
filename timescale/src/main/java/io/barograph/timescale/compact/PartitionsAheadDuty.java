package io.barograph.timescale.compact;

import io.barograph.timescale.leader.LeaderDuty;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes the next partitions for flushes on plain PostgreSQL, so that none waits while another one
 * makes them. A flush that finds none makes its own, so a leader that is late costs little.
 */
final class PartitionsAheadDuty implements LeaderDuty {
  private static final String SQL =
      """
      SELECT barograph.ensure_partition('fresh_block', clock_timestamp() + ahead * interval '2 minutes')
      FROM generate_series(0, 2) AS ahead
      """;

  @Override
  public String name() {
    return "partitions ahead";
  }

  @Override
  public void perform(Connection session) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(SQL);
    }
  }
}
