package io.barograph.timescale.compact;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;

/**
 * The arrivals that a compaction settles: rows with {@code from <= arrived < to}. All of them are
 * committed, and no more can come.
 */
record UnsettledSpan(OffsetDateTime from, OffsetDateTime to) {
  static UnsettledSpan read(Connection session) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT settled_to, closed_to FROM barograph.compaction")) {
      row.next();
      return new UnsettledSpan(
          row.getObject(1, OffsetDateTime.class), row.getObject(2, OffsetDateTime.class));
    }
  }
}
