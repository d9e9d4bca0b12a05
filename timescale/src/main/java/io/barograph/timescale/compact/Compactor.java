package io.barograph.timescale.compact;

import io.barograph.timescale.connection.DatabaseErrors;
import io.barograph.timescale.leader.AdvisoryLocks;
import io.barograph.timescale.leader.DatabaseSessions;
import io.barograph.timescale.leader.DropBefore;
import io.barograph.timescale.leader.LeaderDuty;
import io.barograph.timescale.leader.Transactions;
import io.barograph.timescale.schema.AdvisoryLock;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Moves fresh rows into settled ones. Why nothing is lost or seen twice, wherever a crash strikes:
 *
 * <ol>
 *   <li>{@link CloseArrivals} commits a time before which no flush can write any more.
 *   <li>One transaction reads what arrived up to it, replaces the settled rows of the windows it
 *       touches, and says so in {@code settled_to}. It commits as a whole or not at all, and
 *       readers take {@code settled_to} and the rows from one snapshot.
 *   <li>Only then are the fresh chunks dropped that lie wholly before {@code settled_to}. Until
 *       that succeeds nobody reads their rows.
 * </ol>
 *
 * <p>One compaction runs at a time on a database, under an advisory lock of its session.
 */
public final class Compactor {
  private static final Duration LOCK_PATIENCE = Duration.ofMinutes(10);

  /** How often the leader looks for air. */
  private static final long TIDY_MILLIS = 900_000;

  private final DatabaseSessions sessions;
  private final CompactionSettings settings;
  private final Clock clock;
  private final CompactionMeters meters;

  /** The quarter of an hour in which the leader last looked for air; its thread's own. */
  private long tidiedQuarter;

  /**
   * A compactor that does nothing by itself.
   *
   * @param clock decides what is past retention
   */
  public Compactor(
      DatabaseSessions sessions, CompactionSettings settings, Clock clock, MeterRegistry registry) {
    this.sessions = sessions;
    this.settings = settings;
    this.clock = clock;
    this.meters = new CompactionMeters(registry);
  }

  /**
   * Settles everything committed before the subscription, on whichever server it is asked; waits up
   * to ten minutes for a compaction under way elsewhere. A cancel does not stop what has begun.
   *
   * <p>Fails with {@link io.barograph.storage.StorageUnavailableException} if the database does not
   * answer, or that compaction takes longer.
   */
  public Mono<CompactionReport> compactNow() {
    return Mono.fromCallable(
            () -> {
              try (Connection session = sessions.open()) {
                AdvisoryLocks.lock(session, AdvisoryLock.COMPACTION, LOCK_PATIENCE);
                return compactLocked(session, true);
              }
            })
        .subscribeOn(Schedulers.boundedElastic())
        .onErrorMap(DatabaseErrors::translate);
  }

  /**
   * What the leader does: partitions for flushes, compaction when due, retention. A turn every few
   * seconds is enough.
   */
  public List<LeaderDuty> duties() {
    return List.of(
        new PartitionsAheadDuty(),
        new CompactionDuty(this, settings, meters),
        new RetentionDuty(settings.retention(), clock));
  }

  /** Compacts on this session unless another one is at it. */
  Optional<CompactionReport> tryCompact(Connection session) throws SQLException {
    if (!AdvisoryLocks.tryLock(session, AdvisoryLock.COMPACTION)) {
      return Optional.empty();
    }
    try {
      long quarter = Math.floorDiv(clock.millis(), TIDY_MILLIS);
      CompactionReport report = compactLocked(session, quarter != tidiedQuarter);
      tidiedQuarter = quarter;
      return Optional.of(report);
    } finally {
      if (!session.isClosed()) {
        AdvisoryLocks.unlock(session, AdvisoryLock.COMPACTION);
      }
    }
  }

  private CompactionReport compactLocked(Connection session, boolean tidy) throws SQLException {
    long started = System.nanoTime();
    try {
      Settling settling = settle(session);
      DropBefore.execute(session, "fresh_block", UnsettledSpan.read(session).from());
      Set<String> chunks = VacuumSettled.execute(session, settling.touched());
      if (tidy) {
        TidyTables.execute(session, chunks);
      }
      CompactionReport report =
          new CompactionReport(
              settling.freshSamples(),
              settling.expiredSamples(),
              settling.settledRows(),
              settling.settledSamples(),
              settling.damagedBlocks(),
              settling.passes(),
              Duration.ofNanos(System.nanoTime() - started));
      meters.ran(report);
      return report;
    } catch (SQLException | RuntimeException e) {
      meters.failed();
      throw e;
    }
  }

  private Settling settle(Connection session) throws SQLException {
    Transactions.perform(
        session,
        () -> {
          CloseArrivals.execute(session);
          return true;
        });
    return Transactions.perform(
        session,
        () -> {
          UnsettledSpan span = UnsettledSpan.read(session);
          Settling settling = new Settling(session, span, settings, firstHourKept());
          settling.run();
          MarkSettled.execute(session, span);
          return settling;
        });
  }

  private int firstHourKept() {
    long earliest = clock.millis() - settings.retention().toMillis();
    return (int) Math.floorDiv(earliest, WindowKey.HOUR_MILLIS);
  }
}
