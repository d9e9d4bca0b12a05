package io.barograph.timescale.compact;

import io.barograph.timescale.leader.DropBefore;
import io.barograph.timescale.leader.LeaderDuty;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops the settled chunks of which every sample is past retention. */
final class RetentionDuty implements LeaderDuty {
  private static final Logger logger = LoggerFactory.getLogger(RetentionDuty.class);

  private final Duration retention;
  private final Clock clock;
  private long performedMinute = Long.MIN_VALUE;

  RetentionDuty(Duration retention, Clock clock) {
    this.retention = retention;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "retention";
  }

  @Override
  public void perform(Connection session) throws SQLException {
    long minute = Math.floorDiv(clock.millis(), 60_000);
    if (minute == performedMinute) {
      return;
    }
    performedMinute = minute;
    OffsetDateTime before = OffsetDateTime.now(clock).minus(retention);
    int dropped = DropBefore.execute(session, "settled_block", before);
    DamagedBlocks.deleteBefore(session, before.toInstant().toEpochMilli());
    if (dropped > 0) {
      logger.info("dropped {} chunks of samples older than {}", dropped, before);
    }
  }
}
