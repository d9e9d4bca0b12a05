package io.barograph.timescale.alerts;

import io.barograph.storage.StorageUnavailableException;
import io.barograph.timescale.connection.DatabaseErrors;
import io.barograph.timescale.leader.DatabaseSessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The session in which this server leads groups, with the thread that alone uses it. A session that
 * fails is given up, its locks with it, and the next call opens another. Values that the database
 * refuses fail alone, so that one group does not cost the server the lead of all others.
 */
final class AlertSession {
  private static final Logger logger = LoggerFactory.getLogger(AlertSession.class);

  private static final int TIMEOUT_MILLIS = 20_000;

  private static final int STATE_LENGTH = 5;

  /** SQLSTATE classes of what one group may ask for in vain: data, constraint, size limit. */
  private static final Set<String> ABOUT_VALUES = Set.of("22", "23", "54");

  private final DatabaseSessions sessions;
  private final Scheduler thread =
      Schedulers.fromExecutorService(
          Executors.newSingleThreadExecutor(
              Thread.ofPlatform().name("barograph-alert-states").daemon().factory()));
  private final AtomicReference<@Nullable Connection> session = new AtomicReference<>();

  /** Only the thread touches it. */
  private GroupLocks locks = new GroupLocks();

  AlertSession(DatabaseSessions sessions) {
    this.sessions = sessions;
  }

  /** Something done in the session. */
  @FunctionalInterface
  interface Work<T> {
    T perform(Connection session, GroupLocks locks) throws SQLException;
  }

  <T> Mono<T> perform(Work<T> work) {
    return Mono.fromCallable(
            () -> {
              try {
                return work.perform(connect(), locks);
              } catch (SQLException e) {
                if (!isAboutValues(e)) {
                  disconnect();
                }
                throw translated(e);
              }
            })
        .subscribeOn(thread);
  }

  private Connection connect() throws SQLException {
    Connection current = session.get();
    if (current == null) {
      locks = new GroupLocks();
      current = sessions.open();
      // Leads count for nothing on a server that hangs; another may stand on the same database.
      current.setNetworkTimeout(Runnable::run, TIMEOUT_MILLIS);
      session.set(current);
    }
    return current;
  }

  /** The session has rolled back and is as good as before; its locks are those of all groups. */
  private static boolean isAboutValues(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && state.length() == STATE_LENGTH
        && ABOUT_VALUES.contains(state.substring(0, 2));
  }

  private static RuntimeException translated(SQLException e) {
    return DatabaseErrors.translate(e) instanceof StorageUnavailableException unavailable
        ? unavailable
        : new StorageUnavailableException(
            "alert states cannot be stored: " + e.getMessage(), DatabaseErrors.RETRY_AFTER, e);
  }

  /** Gives up the session; whatever it has not committed is rolled back. */
  private void disconnect() {
    Connection current = session.getAndSet(null);
    if (current != null) {
      try {
        // Not close(), which would wait politely for a server that no longer answers.
        current.abort(Runnable::run);
      } catch (SQLException e) {
        logger.debug("the session of the alert states did not close", e);
      }
    }
  }

  /** Lets go of all locks. What is under way is broken off. */
  void close() {
    disconnect();
    thread.dispose();
    // The call that was under way may have connected anew.
    disconnect();
  }
}
