package io.barograph.agent;

import io.barograph.protocol.v1.RecordAck;
import io.barograph.protocol.v1.WriteAck;
import io.rsocket.RSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one session with the server: when it ends or cannot be had, another is tried after a wait.
 * Used by the agent's thread alone.
 */
final class Link {
  private static final Logger logger = LoggerFactory.getLogger(BarographAgent.class);

  private final ServerAddress address;
  private final Connector connector;
  private final Backoff backoff;
  private final AgentThread thread;
  private final Tally tally;
  private final Events events;
  private final boolean withRecords;
  private @Nullable Session session;
  private volatile boolean stopped;
  private String lastFailure = "";

  /** What the agent hears of its sessions, on its own thread. */
  interface Events {
    /** A session begins, and knows nothing of those before. */
    void opened();

    /** The server asks for batches of samples or of records. */
    void demanded();

    void acknowledged(WriteAck ack);

    void acknowledged(RecordAck ack);

    /** No records are taken on this session any more. */
    void recordsEnded(@Nullable Throwable cause);
  }

  Link(
      BarographAgentBuilder settings,
      AgentThread thread,
      Tally tally,
      boolean withRecords,
      Events events) {
    this.address = settings.address;
    this.connector = new Connector(settings);
    this.backoff = new Backoff(settings.firstRetry, settings.longestRetry, settings.random);
    this.thread = thread;
    this.tally = tally;
    this.withRecords = withRecords;
    this.events = events;
  }

  /** The session that stands now, if any. */
  @Nullable Session session() {
    return session;
  }

  void connect() {
    if (stopped) {
      return;
    }
    // Not to be disposed of: RSocket would leak the frames of a connection that is being made.
    var _ =
        connector.connect().subscribe(this::handOver, error -> thread.execute(() -> failed(error)));
  }

  /** The thread that takes tasks may have ended by now. */
  private void handOver(RSocket socket) {
    thread.execute(() -> opened(socket));
    if (stopped) {
      socket.dispose();
    }
  }

  private void opened(RSocket socket) {
    if (stopped) {
      socket.dispose();
      return;
    }
    Session opened = new Session(socket, thread, new SessionEvents());
    session = opened;
    events.opened();
    opened.open(withRecords);
    tally.connected();
  }

  private void failed(@Nullable Throwable cause) {
    session = null;
    tally.failed();
    if (stopped) {
      return;
    }
    String failure = cause == null ? "connection closed" : String.valueOf(cause.getMessage());
    if (!failure.equals(lastFailure)) {
      // Once for each kind of failure: a server that is away for a night says so in one line.
      lastFailure = failure;
      logger.warn("no connection to {}: {}; trying again", address, failure);
    }
    thread.after(backoff.next(), this::connect);
  }

  /** The session does what it is for: the next failure is the first again. */
  void proven() {
    backoff.reset();
    lastFailure = "";
  }

  /** Ends the session and begins another at once. */
  void renew() {
    end();
    tally.disconnected();
    connect();
  }

  /** Ends the session for good. */
  void stop() {
    stopped = true;
    end();
  }

  private void end() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  private final class SessionEvents implements Session.Events {
    @Override
    public void demanded() {
      events.demanded();
    }

    @Override
    public void acknowledged(WriteAck ack) {
      events.acknowledged(ack);
    }

    @Override
    public void acknowledged(RecordAck ack) {
      events.acknowledged(ack);
    }

    @Override
    public void recordsEnded(@Nullable Throwable cause) {
      events.recordsEnded(cause);
    }

    @Override
    public void ended(@Nullable Throwable cause) {
      failed(cause);
    }
  }
}
