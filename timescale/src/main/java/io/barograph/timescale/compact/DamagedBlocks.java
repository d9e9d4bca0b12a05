package io.barograph.timescale.compact;

import io.barograph.storage.TimeRange;
import io.barograph.timescale.block.BlockFormatException;
import io.barograph.timescale.block.BlockPlace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets blocks aside that do not decode, so that compaction goes on with all others. Queries that
 * need one of them fail until someone has decided what to do.
 */
final class DamagedBlocks {
  private static final Logger logger = LoggerFactory.getLogger(DamagedBlocks.class);

  /** A block that several passes read is kept once. */
  private static final String INSERT_SQL =
      """
      INSERT INTO barograph.damaged_block
        (flush, window_start, group_lo, group_hi, min_time, max_time, reason, payload)
      SELECT fresh.*
      FROM (VALUES (?::bigint, ?::timestamptz, ?::integer, ?::integer, ?::bigint, ?::bigint,
                    ?::text, ?::bytea))
        AS fresh (flush, window_start, group_lo, group_hi, min_time, max_time, reason, payload)
      WHERE NOT EXISTS (
        SELECT FROM barograph.damaged_block known
        WHERE known.flush IS NOT DISTINCT FROM fresh.flush
          AND known.window_start IS NOT DISTINCT FROM fresh.window_start
          AND known.group_lo = fresh.group_lo
          AND known.payload = fresh.payload)
      """;

  private final Connection session;
  private int count;

  DamagedBlocks(Connection session) {
    this.session = session;
  }

  /** How many were set aside. */
  int count() {
    return count;
  }

  /** To be called within the transaction that settles everything else. */
  void setAside(BlockPlace place, TimeRange times, byte[] payload, BlockFormatException cause)
      throws SQLException {
    OffsetDateTime start = place.start() == null ? null : place.start().atOffset(ZoneOffset.UTC);
    try (PreparedStatement statement = session.prepareStatement(INSERT_SQL)) {
      statement.setObject(1, place.flush(), Types.BIGINT);
      statement.setObject(2, start, Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setInt(3, place.groupLow());
      statement.setInt(4, place.groupHigh());
      statement.setLong(5, times.start());
      statement.setLong(6, times.end());
      statement.setString(7, cause.getMessage());
      statement.setBytes(8, payload);
      if (statement.executeUpdate() == 0) {
        return;
      }
    }
    count++;
    logger.error(
        "{} is damaged and goes to barograph.damaged_block; queries over its samples fail until it"
            + " is deleted there, see \"Damaged blocks\" in docs/operations.md: {}",
        place,
        cause.getMessage());
  }

  /** How many stand aside on this database. */
  static long standing(Connection session) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM barograph.damaged_block")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Deletes those of which every sample is past retention. */
  static void deleteBefore(Connection session, long timestamp) throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement("DELETE FROM barograph.damaged_block WHERE max_time < ?")) {
      statement.setLong(1, timestamp);
      statement.executeUpdate();
    }
  }
}
