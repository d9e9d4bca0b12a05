package io.barograph.timescale.compact;

import io.barograph.storage.TimeRange;
import io.barograph.timescale.block.BlockFormatException;
import io.barograph.timescale.block.BlockPlace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Selects the fresh rows of a span that touch the groups of a pass, in order of acceptance. */
final class UnsettledRows {
  private static final int FETCH_SIZE = 512;
  private static final String SQL =
      """
      SELECT group_lo, payload, flush, group_hi, min_time, max_time
      FROM barograph.fresh_block
      WHERE arrived >= ? AND arrived < ? AND group_hi >= ? AND group_lo <= ?
        AND max_time >= ? AND min_time <= ?
      ORDER BY flush
      """;

  private UnsettledRows() {}

  /** To be called within a transaction: only there does the driver fetch piece by piece. */
  static void readInto(
      CompactionPass pass, Connection session, UnsettledSpan span, DamagedBlocks damaged)
      throws SQLException {
    try (Statement memory = session.createStatement()) {
      // The rows of a usual minute are sorted without a temporary file.
      memory.execute("SET LOCAL work_mem = '64MB'");
    }
    try (PreparedStatement statement = session.prepareStatement(SQL)) {
      statement.setFetchSize(FETCH_SIZE);
      statement.setObject(1, span.from());
      statement.setObject(2, span.to());
      statement.setInt(3, pass.firstGroup());
      statement.setInt(4, pass.lastGroup());
      statement.setLong(5, pass.times().start());
      statement.setLong(6, pass.times().end());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          if (rows.getInt(1) <= pass.lastGroup()) {
            read(rows, pass, damaged);
          }
        }
      }
    }
  }

  private static void read(ResultSet row, CompactionPass pass, DamagedBlocks damaged)
      throws SQLException {
    byte[] payload = row.getBytes(2);
    try {
      pass.read(payload);
    } catch (BlockFormatException e) {
      damaged.setAside(
          BlockPlace.fresh(row.getLong(3), row.getInt(1), row.getInt(4)),
          new TimeRange(row.getLong(5), row.getLong(6)),
          payload,
          e);
    }
  }
}
