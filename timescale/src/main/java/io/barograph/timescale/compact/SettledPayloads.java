package io.barograph.timescale.compact;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Selects what some windows hold so far. */
final class SettledPayloads {
  private static final String SQL =
      """
      SELECT block.group_id, wanted.hour, block.payload
      FROM unnest(?::integer[], ?::integer[]) AS wanted (group_id, hour)
      JOIN barograph.settled_block AS block
        ON block.group_id = wanted.group_id
        AND block.window_start = to_timestamp(wanted.hour * 3600.0)
      WHERE block.window_start BETWEEN to_timestamp(? * 3600.0) AND to_timestamp(? * 3600.0)
      """;

  private SettledPayloads() {}

  /** Payloads by {@link WindowKey}; a window without a row is left out. */
  static Map<Long, byte[]> read(Connection session, long[] keys) throws SQLException {
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
    Map<Long, byte[]> payloads = new HashMap<>();
    Array groupArray = session.createArrayOf("integer", groups);
    Array hourArray = session.createArrayOf("integer", hours);
    try (PreparedStatement statement = session.prepareStatement(SQL)) {
      statement.setArray(1, groupArray);
      statement.setArray(2, hourArray);
      statement.setInt(3, firstHour);
      statement.setInt(4, lastHour);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          payloads.put(WindowKey.of(rows.getInt(1), rows.getInt(2)), rows.getBytes(3));
        }
      }
    }
    return payloads;
  }
}
