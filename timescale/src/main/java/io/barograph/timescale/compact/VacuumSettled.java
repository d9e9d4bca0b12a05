package io.barograph.timescale.compact;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives the room of replaced rows back to the chunks they lie in, at once and not when autovacuum
 * comes by: every compaction rewrites the current hour, and the next one fills the room again.
 */
final class VacuumSettled {
  private static final String CHUNK_SQL =
      """
      SELECT tableoid::regclass::text
      FROM barograph.settled_block
      WHERE group_id = ? AND window_start = to_timestamp(? * 3600.0)
      """;

  private VacuumSettled() {}

  /**
   * To be called in auto-commit mode, with one window of each chunk.
   *
   * @return the names of the chunks
   */
  static Set<String> execute(Connection session, List<Long> keys) throws SQLException {
    Set<String> chunks = new LinkedHashSet<>();
    for (long key : keys) {
      try (PreparedStatement statement = session.prepareStatement(CHUNK_SQL)) {
        statement.setInt(1, WindowKey.group(key));
        statement.setInt(2, WindowKey.hour(key));
        try (ResultSet row = statement.executeQuery()) {
          if (row.next()) {
            chunks.add(row.getString(1));
          }
        }
      }
    }
    try (Statement statement = session.createStatement()) {
      for (String chunk : chunks) {
        // The name is quoted already, by regclass.
        statement.execute("VACUUM (SKIP_LOCKED) " + chunk);
      }
    }
    return chunks;
  }
}
