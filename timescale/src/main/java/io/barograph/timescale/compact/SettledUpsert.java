package io.barograph.timescale.compact;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes settled rows, each in place of the one that starts with it. */
final class SettledUpsert {
  private static final int HOURS_A_DAY = 24;
  private static final String PARTITION_SQL =
      "SELECT barograph.ensure_partition('settled_block', to_timestamp(? * 3600.0))";
  private static final String SQL =
      """
      INSERT INTO barograph.settled_block AS block
        (window_start, group_id, samples, min_time, max_time, payload)
      VALUES (to_timestamp(?), ?, ?, ?, ?, ?)
      ON CONFLICT (group_id, window_start) DO UPDATE
      SET samples = excluded.samples, min_time = excluded.min_time,
          max_time = excluded.max_time, payload = excluded.payload
      """;

  private final Connection session;
  private final Set<Integer> days = new HashSet<>();

  SettledUpsert(Connection session) {
    this.session = session;
  }

  void write(List<SettledBlock> blocks) throws SQLException {
    ensurePartitions(blocks);
    try (PreparedStatement statement = session.prepareStatement(SQL)) {
      for (SettledBlock block : blocks) {
        statement.setLong(1, block.start() / 1000);
        statement.setInt(2, WindowKey.group(block.key()));
        statement.setInt(3, block.samples());
        statement.setLong(4, block.minTime());
        statement.setLong(5, block.maxTime());
        statement.setBytes(6, block.payload());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private void ensurePartitions(List<SettledBlock> blocks) throws SQLException {
    for (SettledBlock block : blocks) {
      int hour = WindowKey.hour(block.key());
      if (days.add(Math.floorDiv(hour, HOURS_A_DAY))) {
        try (PreparedStatement statement = session.prepareStatement(PARTITION_SQL)) {
          statement.setInt(1, hour);
          statement.execute();
        }
      }
    }
  }
}
