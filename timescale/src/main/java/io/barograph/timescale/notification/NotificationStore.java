package io.barograph.timescale.notification;

import io.barograph.storage.alerts.NotificationLog;
import io.barograph.storage.alerts.Silences;
import io.barograph.timescale.connection.Connections;
import io.barograph.timescale.leader.DatabaseSessions;
import io.barograph.timescale.leader.Leadership;
import io.barograph.timescale.schema.AdvisoryLock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What notification needs of the database. */
public final class NotificationStore {
  private static final Duration PACE = Duration.ofSeconds(1);

  private final NotificationLogTable log;
  private final SilenceTable silences;
  private final DatabaseSessions sessions;
  private @Nullable Leadership leadership;
  private boolean closed;

  /** Opens nothing yet. */
  public NotificationStore(Connections connections, DatabaseSessions sessions) {
    this.log = new NotificationLogTable(connections);
    this.silences = new SilenceTable(connections);
    this.sessions = sessions;
  }

  public NotificationLog log() {
    return log;
  }

  public Silences silences() {
    return silences;
  }

  /**
   * Whether this server is the one to notify. It stands for that from the first call on, and is it
   * once nobody else is.
   */
  public synchronized boolean isNotifier() {
    if (leadership == null && !closed) {
      leadership = new Leadership(sessions, AdvisoryLock.NOTIFICATION, "notification", List.of());
      leadership.start(PACE);
    }
    return leadership != null && leadership.isLeading();
  }

  /** Lets another server notify, and closes connections. */
  public Mono<Void> close() {
    return Mono.<Void>fromRunnable(this::leave)
        .subscribeOn(Schedulers.boundedElastic())
        .then(log.close())
        .then(silences.close());
  }

  private synchronized void leave() {
    closed = true;
    if (leadership != null) {
      leadership.close();
      leadership = null;
    }
  }
}
