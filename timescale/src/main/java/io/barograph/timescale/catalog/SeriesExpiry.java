package io.barograph.timescale.catalog;

import io.barograph.storage.TimeRange;
import io.barograph.timescale.block.FreshBlockReader;
import io.barograph.timescale.block.SampleColumns;
import io.barograph.timescale.leader.LeaderDuty;
import io.barograph.timescale.schema.AdvisoryLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.BitSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes groups of series of which no sample is left. Series that come and go fill groups in order
 * of first sight, so those of one time expire together.
 *
 * <p>Every id that anyone remembers becomes void by it, so it happens rarely. Exact, because at the
 * end no flush is under way: fresh rows are looked through once without keeping flushes waiting,
 * and only what arrived meanwhile is looked through while they wait.
 */
public final class SeriesExpiry implements LeaderDuty {
  private static final Logger logger = LoggerFactory.getLogger(SeriesExpiry.class);

  private static final Duration PAUSE = Duration.ofHours(6);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(10);
  private static final int FETCH_SIZE = 500;

  private final Duration retention;
  private final Clock clock;
  private Instant next = Instant.MIN;

  /**
   * Removes nothing yet.
   *
   * @param retention series registered later than this ago are kept even without samples
   */
  public SeriesExpiry(Duration retention, Clock clock) {
    this.retention = retention;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "expiry of series";
  }

  @Override
  public void perform(Connection session) throws SQLException {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(PAUSE_AFTER_FAILURE);
    session.setAutoCommit(false);
    try {
      int expired = expire(session, OffsetDateTime.now(clock).minus(retention));
      session.commit();
      if (expired > 0) {
        logger.info("removed {} groups of series without samples", expired);
      }
    } finally {
      if (!session.isClosed()) {
        session.rollback();
        session.setAutoCommit(true);
      }
    }
    next = now.plus(PAUSE);
  }

  private static int expire(Connection session, OffsetDateTime before) throws SQLException {
    BitSet candidates = groupsWithoutSettledRows(session, before);
    if (candidates.isEmpty()) {
      return 0;
    }
    long seen = keepThoseWithFreshSamples(session, candidates, Long.MIN_VALUE);
    if (candidates.isEmpty()) {
      return 0;
    }
    try (Statement statement = session.createStatement()) {
      // Flushes queue up behind us while we wait for one that is under way.
      statement.execute("SET LOCAL lock_timeout = '2s'");
      statement.execute("SELECT pg_advisory_xact_lock(" + AdvisoryLock.FLUSH.key() + ")");
      // Before the groups are looked at once more: from here on nobody registers series either.
      statement.execute(
          "UPDATE barograph.catalog_state"
              + " SET generation = generation + 1, registration = registration + 1");
    }
    keepThoseWithFreshSamples(session, candidates, seen);
    int expired = delete(session, candidates, before);
    if (expired == 0) {
      session.rollback();
    }
    return expired;
  }

  private static BitSet groupsWithoutSettledRows(Connection session, OffsetDateTime before)
      throws SQLException {
    BitSet groups = new BitSet();
    try (PreparedStatement statement =
        session.prepareStatement(
            """
            SELECT group_id FROM barograph.series_group
            WHERE registered < ? AND NOT EXISTS (
              SELECT FROM barograph.settled_block
              WHERE settled_block.group_id = series_group.group_id)
            """)) {
      statement.setObject(1, before);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          groups.set(rows.getInt(1));
        }
      }
    }
    return groups;
  }

  /**
   * Takes groups with fresh samples out of {@code candidates}; a fresh row tells only the first and
   * the last of its groups, so rows are decoded.
   *
   * @param after only flushes later than this
   * @return the latest flush looked at
   */
  private static long keepThoseWithFreshSamples(Connection session, BitSet candidates, long after)
      throws SQLException {
    long latest = after;
    FreshBlockReader reader = new FreshBlockReader();
    SampleColumns samples = new SampleColumns();
    try (PreparedStatement statement =
        session.prepareStatement(
            """
            SELECT flush, group_lo, group_hi, payload
            FROM barograph.fresh_block
            WHERE flush > ? AND arrived >= (SELECT settled_to FROM barograph.compaction)
            """)) {
      statement.setFetchSize(FETCH_SIZE);
      statement.setLong(1, after);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          latest = Math.max(latest, rows.getLong(1));
          int first = candidates.nextSetBit(rows.getInt(2));
          if (first < 0 || first > rows.getInt(3)) {
            continue;
          }
          samples.clear();
          reader.read(
              rows.getBytes(4),
              seriesId -> candidates.get((int) (seriesId >> 7)),
              TimeRange.ALL,
              samples);
          for (int i = 0; i < samples.size(); i++) {
            candidates.clear((int) (samples.seriesIds()[i] >> 7));
          }
        }
      }
    }
    return latest;
  }

  private static int delete(Connection session, BitSet groups, OffsetDateTime before)
      throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement(
            """
            DELETE FROM barograph.series_group
            WHERE group_id = ANY (?) AND registered < ? AND NOT EXISTS (
              SELECT FROM barograph.settled_block
              WHERE settled_block.group_id = series_group.group_id)
            """)) {
      statement.setArray(
          1, session.createArrayOf("integer", groups.stream().boxed().toArray(Integer[]::new)));
      statement.setObject(2, before);
      return statement.executeUpdate();
    }
  }
}
