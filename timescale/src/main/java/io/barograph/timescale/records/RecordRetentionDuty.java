package io.barograph.timescale.records;

import io.barograph.timescale.leader.DropBefore;
import io.barograph.timescale.leader.LeaderDuty;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;

/** Drops records past their retention, and groups of which none is left. */
public final class RecordRetentionDuty implements LeaderDuty {
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final List<String> TABLES = List.of("transaction", "exception", "event");

  private final Duration retention;
  private final Clock clock;
  private OffsetDateTime next = OffsetDateTime.MIN;

  /** With the retention of records. */
  public RecordRetentionDuty(Duration retention, Clock clock) {
    this.retention = retention;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "retention of records";
  }

  @Override
  public void perform(Connection session) throws SQLException {
    OffsetDateTime now = OffsetDateTime.now(clock);
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(PAUSE);
    OffsetDateTime before = now.minus(retention);
    for (String table : TABLES) {
      int _ = DropBefore.execute(session, table, before);
    }
    try (PreparedStatement statement =
        session.prepareStatement("DELETE FROM barograph.exception_group WHERE last_seen < ?")) {
      statement.setObject(1, before);
      statement.executeUpdate();
    }
  }
}
