package io.barograph.timescale.compact;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Selects what some windows hold so far, part by part in the order of windows, then time. Few rows
 * are fetched at a time, because each may be some megabytes.
 */
final class SettledParts implements AutoCloseable {
  private static final int FETCH_SIZE = 16;
  private static final String SQL =
      """
      SELECT block.group_id, wanted.hour, extract(epoch FROM block.window_start)::bigint,
             block.samples, block.payload
      FROM unnest(?::integer[], ?::integer[]) AS wanted (group_id, hour)
      JOIN barograph.settled_block AS block
        ON block.group_id = wanted.group_id
        AND block.window_start >= to_timestamp(wanted.hour * 3600.0)
        AND block.window_start < to_timestamp(wanted.hour * 3600.0 + 3600)
      WHERE block.window_start >= to_timestamp(? * 3600.0)
        AND block.window_start < to_timestamp(? * 3600.0 + 3600)
      ORDER BY block.group_id, block.window_start
      """;

  private final PreparedStatement statement;
  private final ResultSet rows;
  private @Nullable SettledPart next;

  private SettledParts(PreparedStatement statement, ResultSet rows) {
    this.statement = statement;
    this.rows = rows;
  }

  /**
   * To be called within a transaction, which may replace the rows while they are read: what is read
   * is what was there before.
   *
   * @param keys {@link WindowKey}s in ascending order
   */
  static SettledParts select(Connection session, long[] keys) throws SQLException {
    Integer[] groups = new Integer[keys.length];
    Integer[] hours = new Integer[keys.length];
    int firstHour = Integer.MAX_VALUE;
    int lastHour = Integer.MIN_VALUE;
    for (int i = 0; i < keys.length; i++) {
      groups[i] = WindowKey.group(keys[i]);
      hours[i] = WindowKey.hour(keys[i]);
      firstHour = Math.min(firstHour, hours[i]);
      lastHour = Math.max(lastHour, hours[i]);
    }
    Array groupArray = session.createArrayOf("integer", groups);
    Array hourArray = session.createArrayOf("integer", hours);
    PreparedStatement statement = session.prepareStatement(SQL);
    try {
      statement.setFetchSize(FETCH_SIZE);
      statement.setArray(1, groupArray);
      statement.setArray(2, hourArray);
      statement.setInt(3, firstHour);
      statement.setInt(4, lastHour);
      SettledParts parts = new SettledParts(statement, statement.executeQuery());
      parts.advance();
      return parts;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  /** The next part of this window; null if there is none, or none is left. */
  @Nullable SettledPart take(long key) throws SQLException {
    SettledPart part = next;
    if (part == null || part.key() != key) {
      return null;
    }
    advance();
    return part;
  }

  private void advance() throws SQLException {
    next =
        rows.next()
            ? new SettledPart(
                WindowKey.of(rows.getInt(1), rows.getInt(2)),
                rows.getLong(3) * 1000,
                rows.getInt(4),
                rows.getBytes(5))
            : null;
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
