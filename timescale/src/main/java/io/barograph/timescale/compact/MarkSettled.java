package io.barograph.timescale.compact;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Says that a span is settled; from this commit on nobody reads its fresh rows. */
final class MarkSettled {
  private MarkSettled() {}

  /**
   * Fails unless the span is still the one to be settled, which nothing but another compaction
   * beside the lock could change.
   */
  static void execute(Connection session, UnsettledSpan span) throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement(
            "UPDATE barograph.compaction SET settled_to = ? WHERE settled_to = ?")) {
      statement.setObject(1, span.to());
      statement.setObject(2, span.from());
      if (statement.executeUpdate() != 1) {
        throw new SQLException(
            "another compaction has settled what arrived since \"%s\"".formatted(span.from()));
      }
    }
  }
}
