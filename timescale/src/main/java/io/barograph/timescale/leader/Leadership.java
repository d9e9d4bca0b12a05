package io.barograph.timescale.leader;

import io.barograph.timescale.schema.AdvisoryLock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server's part in leading: takes the lead when nobody has it, performs the duties turn by turn
 * while it lasts, and stands by again when the session dies.
 *
 * <p>Who leads holds a session advisory lock, and performs its duties on that same session. So no
 * clock and no lease are needed: when PostgreSQL gives the lock to another server, whatever the
 * earlier leader had not committed is rolled back already.
 */
public final class Leadership implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Leadership.class);

  private static final int VALIDITY_SECONDS = 5;
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final DatabaseSessions sessions;
  private final AdvisoryLock lock;
  private final List<String> whatFor;
  private final List<LeaderDuty> duties;
  private final ScheduledExecutorService thread;

  private volatile @Nullable Connection session;
  private volatile boolean leading;
  private volatile boolean closed;
  private boolean unreachable;

  /** The lead in looking after the tables. */
  public Leadership(DatabaseSessions sessions, List<LeaderDuty> duties, MeterRegistry meters) {
    this(sessions, AdvisoryLock.LEADER, "leader", duties);
    Gauge.builder("barograph.leader", this, leadership -> leadership.isLeading() ? 1 : 0)
        .description("1 on the server that compacts and drops what is past retention, else 0")
        .register(meters);
  }

  /**
   * The lead in something else, which has its lock and its thread.
   *
   * @param name what is led in, for the thread, and for log lines if there are no duties
   */
  public Leadership(
      DatabaseSessions sessions, AdvisoryLock lock, String name, List<LeaderDuty> duties) {
    this.sessions = sessions;
    this.lock = lock;
    this.duties = List.copyOf(duties);
    this.whatFor =
        duties.isEmpty() ? List.of(name) : duties.stream().map(LeaderDuty::name).toList();
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("barograph-" + name).daemon().factory());
  }

  /** Begins to stand by; a turn follows {@code pace} after the end of the one before. */
  public void start(Duration pace) {
    var _ = thread.scheduleWithFixedDelay(this::turn, 0, pace.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether this server led at the end of its last turn. */
  public boolean isLeading() {
    return leading;
  }

  private void turn() {
    try {
      Connection current = connect();
      if (!leading && !current.isValid(VALIDITY_SECONDS)) {
        throw new SQLException("the session of the leader is broken");
      }
      if (leading || AdvisoryLocks.tryLock(current, lock)) {
        if (!leading) {
          leading = true;
          logger.info("this server leads now: {}", whatFor);
        }
        performDuties(current);
      }
      unreachable = false;
    } catch (SQLException | RuntimeException e) {
      standBy(e);
    }
  }

  private void performDuties(Connection current) throws SQLException {
    for (LeaderDuty duty : duties) {
      try {
        duty.perform(current);
      } catch (SQLException | RuntimeException e) {
        if (closed || !current.isValid(VALIDITY_SECONDS)) {
          throw e;
        }
        logger.warn("{} failed and is tried again at the next turn", duty.name(), e);
      }
    }
    if (!current.isValid(VALIDITY_SECONDS)) {
      throw new SQLException("the session of the leader is broken");
    }
  }

  private Connection connect() throws SQLException {
    Connection current = session;
    if (current == null) {
      current = sessions.open();
      session = current;
    }
    return current;
  }

  private void standBy(Exception cause) {
    if (!closed && (leading || !unreachable)) {
      logger.warn(
          "{} until the database answers again: {}",
          leading ? "this server no longer leads" : "this server stands by",
          cause.getMessage());
    }
    leading = false;
    unreachable = true;
    disconnect();
  }

  private void disconnect() {
    Connection current = session;
    session = null;
    if (current != null) {
      try {
        // Not close(), which would wait politely for a server that no longer answers.
        current.abort(Runnable::run);
      } catch (SQLException e) {
        logger.debug("the session of the leader did not close", e);
      }
    }
  }

  /** Gives up the lead; a duty under way is broken off, its transaction rolled back. */
  @Override
  public void close() {
    closed = true;
    thread.shutdownNow();
    disconnect();
    try {
      if (!thread.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        logger.warn("a duty of the leader did not stop within {}", CLOSE_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    leading = false;
    // The turn that was under way may have connected anew.
    disconnect();
  }
}
