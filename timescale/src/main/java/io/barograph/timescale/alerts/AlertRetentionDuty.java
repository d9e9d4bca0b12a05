package io.barograph.timescale.alerts;

import io.barograph.timescale.leader.DropBefore;
import io.barograph.timescale.leader.LeaderDuty;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;

/** Drops history past its retention, and ended alerts that their group has not removed itself. */
public final class AlertRetentionDuty implements LeaderDuty {
  private static final String DELETE_ENDED = "DELETE FROM barograph.alert WHERE ended < ?";

  /** Longer than groups keep ended alerts. */
  private static final Duration ENDED_KEPT = Duration.ofMinutes(30);

  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Duration retention;
  private final Clock clock;
  private OffsetDateTime next = OffsetDateTime.MIN;

  /**
   * @param retention of the history
   */
  public AlertRetentionDuty(Duration retention, Clock clock) {
    this.retention = retention;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "retention of alerts";
  }

  @Override
  public void perform(Connection session) throws SQLException {
    OffsetDateTime now = OffsetDateTime.now(clock);
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(PAUSE);
    int _ = DropBefore.execute(session, "alert_history", now.minus(retention));
    try (PreparedStatement statement = session.prepareStatement(DELETE_ENDED)) {
      statement.setObject(1, now.minus(ENDED_KEPT));
      statement.executeUpdate();
    }
  }
}
