package io.barograph.timescale.compact;

import io.barograph.timescale.leader.LeaderDuty;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compacts when enough has come together, or has waited long enough. */
final class CompactionDuty implements LeaderDuty {
  private static final Logger logger = LoggerFactory.getLogger(CompactionDuty.class);

  private final Compactor compactor;
  private final CompactionSettings settings;
  private final CompactionMeters meters;

  CompactionDuty(Compactor compactor, CompactionSettings settings, CompactionMeters meters) {
    this.compactor = compactor;
    this.settings = settings;
    this.meters = meters;
  }

  @Override
  public String name() {
    return "compaction";
  }

  @Override
  public void perform(Connection session) throws SQLException {
    UnsettledPart part = UnsettledPart.read(session);
    meters.lag(part.age().toMillis() / 1000.0);
    if (part.isDue(settings.interval())) {
      compactor.tryCompact(session).ifPresent(report -> logger.debug("compacted: {}", report));
    }
    meters.standingAside(DamagedBlocks.standing(session));
  }
}
