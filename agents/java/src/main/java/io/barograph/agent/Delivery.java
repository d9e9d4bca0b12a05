package io.barograph.agent;

import io.barograph.model.MetricMetadata;
import io.barograph.protocol.v1.Refusal;
import io.barograph.protocol.v1.WriteAck;
import io.rsocket.RSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/**
 * Brings samples to the server: one thread owns the connection, the batches that are not yet
 * acknowledged and the decision what goes out next. Other threads only put samples into the buffer
 * and wake it.
 */
final class Delivery {
  private static final Logger logger = LoggerFactory.getLogger(BarographAgent.class);

  private final BarographAgentBuilder settings;
  private final SeriesHandles handles;
  private final SampleBuffer buffer;
  private final Connector connector;
  private final Backoff backoff;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("barograph-agent").daemon().factory());

  /** Set while a full batch would go out at once; whoever fills one clears it and wakes us. */
  private final AtomicBoolean hungry = new AtomicBoolean();

  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch delivered = new CountDownLatch(1);
  private final LongAdder lateSamples = new LongAdder();

  // Below: the agent's thread writes. Counts are volatile so that others may look.
  private final Map<Long, PendingBatch> pending = new LinkedHashMap<>();
  private final Deque<PendingBatch> toSend = new ArrayDeque<>();
  private final Map<String, MetricMetadata> metadata = new LinkedHashMap<>();
  private final Map<String, MetricMetadata> toDescribe = new LinkedHashMap<>();
  private @Nullable Session session;
  private Disposable connecting = () -> {};
  private long lastBatch;
  private boolean flushing;
  private boolean stopped;
  private String lastFailure = "";
  private volatile Counts counts = new Counts(0, 0, 0, 0, 0, 0, false);

  private record Counts(
      long pending,
      long accepted,
      long refused,
      long batchesSent,
      long connects,
      long failedConnects,
      boolean connected) {}

  Delivery(BarographAgentBuilder settings, SeriesHandles handles) {
    this.settings = settings;
    this.handles = handles;
    this.buffer = new SampleBuffer(settings.bufferedSamples);
    this.connector = new Connector(settings);
    this.backoff = new Backoff(settings.firstRetry, settings.longestRetry, settings.random);
  }

  void start() {
    long flushMillis = settings.flushInterval.toMillis();
    thread.execute(guarded(this::connect));
    var _ =
        thread.scheduleAtFixedRate(
            guarded(this::flush), flushMillis, flushMillis, TimeUnit.MILLISECONDS);
  }

  void append(int seriesIndex, long timestamp, double value) {
    if (closing.get()) {
      lateSamples.increment();
      return;
    }
    int waiting = buffer.append(seriesIndex, timestamp, value);
    if (waiting >= settings.batchSamples && hungry.get() && hungry.compareAndSet(true, false)) {
      execute(this::drain);
    }
  }

  void describe(MetricMetadata description) {
    execute(
        () -> {
          if (!description.equals(metadata.put(description.metric(), description))) {
            toDescribe.put(description.metric(), description);
          }
        });
  }

  AgentCounts counts() {
    Counts now = counts;
    return new AgentCounts(
        buffer.size(),
        now.pending,
        now.accepted,
        now.refused,
        buffer.dropped() + lateSamples.sum(),
        now.batchesSent,
        now.connects,
        now.failedConnects,
        now.connected);
  }

  boolean close(Duration timeout) {
    closing.set(true);
    execute(this::flush);
    boolean inTime = false;
    try {
      inTime = delivered.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    execute(this::stop);
    thread.shutdown();
    return inTime;
  }

  private void stop() {
    stopped = true;
    connecting.dispose();
    if (session != null) {
      session.close();
      session = null;
    }
    long left = pending.values().stream().mapToLong(PendingBatch::size).sum();
    lateSamples.add(left + buffer.take(0, Integer.MAX_VALUE).size());
    pending.clear();
    toSend.clear();
    update(0, 0, 0, 0, 0);
  }

  private void connect() {
    if (stopped) {
      return;
    }
    connecting =
        connector
            .connect()
            .subscribe(
                socket -> execute(() -> opened(socket)), error -> execute(() -> failed(error)));
  }

  private void opened(RSocket socket) {
    if (stopped) {
      socket.dispose();
      return;
    }
    Session opened = new Session(socket, this::execute, new SessionEvents());
    session = opened;
    toSend.clear();
    toSend.addAll(pending.values());
    toDescribe.putAll(metadata);
    opened.open();
    update(0, 0, 0, 1, 0);
  }

  private void failed(@Nullable Throwable cause) {
    session = null;
    hungry.set(false);
    update(0, 0, 0, 0, 1);
    if (stopped) {
      return;
    }
    Duration wait = backoff.next();
    String failure = cause == null ? "connection closed" : String.valueOf(cause.getMessage());
    if (!failure.equals(lastFailure)) {
      // Once for each kind of failure: a server that is away for a night says so in one line.
      lastFailure = failure;
      logger.warn("no connection to {}: {}; trying again", settings.address, failure);
    }
    var _ = thread.schedule(guarded(this::connect), wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void flush() {
    flushing = true;
    drain();
  }

  private void drain() {
    Session current = session;
    while (current != null && current.canSend()) {
      PendingBatch batch = toSend.poll();
      if (batch == null) {
        batch = next();
        if (batch == null) {
          break;
        }
      }
      send(current, batch);
    }
    if (closing.get() && pending.isEmpty() && buffer.size() == 0) {
      delivered.countDown();
    }
  }

  /** A fresh batch if one may go out now. */
  private @Nullable PendingBatch next() {
    if (pending.size() >= settings.unacknowledgedBatches) {
      return null;
    }
    int waiting = buffer.size();
    if (waiting < settings.batchSamples) {
      flushing &= waiting > 0;
      if (!flushing) {
        hungry.set(true);
        // Between the look and the flag a batch may have filled without waking us.
        if (buffer.size() < settings.batchSamples || !hungry.compareAndSet(true, false)) {
          return null;
        }
      }
    }
    return buffer.take(++lastBatch, settings.batchSamples);
  }

  private void send(Session current, PendingBatch batch) {
    ChannelEncoder encoder = current.encoder();
    int samples = encoder.define(batch, handles);
    PendingBatch sending = batch;
    if (samples < batch.size()) {
      sending = batch.head(samples);
      PendingBatch rest = batch.tail(samples, ++lastBatch);
      toSend.addFirst(rest);
      pending.put(rest.number(), rest);
    }
    pending.put(sending.number(), sending);
    Collection<MetricMetadata> descriptions = List.copyOf(toDescribe.values());
    toDescribe.clear();
    current.send(encoder.encode(sending, descriptions));
    update(0, 0, 1, 0, 0);
  }

  private void acknowledged(WriteAck ack) {
    PendingBatch batch = pending.remove(ack.getBatch());
    if (batch == null) {
      return;
    }
    backoff.reset();
    lastFailure = "";
    long refused = batch.size() - ack.getAccepted();
    for (Refusal refusal : ack.getRefusedList()) {
      logger.warn(
          "server refused {} samples as {}: {}",
          refusal.getSamples(),
          refusal.getReason(),
          refusal.getMessage());
    }
    update(ack.getAccepted(), refused, 0, 0, 0);
    settings.listener.acknowledged(
        new AcknowledgedBatch(batch, handles, ack.getAccepted(), ack.getRefusedList()));
    drain();
  }

  private void update(
      long accepted, long refused, long batchesSent, long connects, long failedConnects) {
    Counts old = counts;
    long inFlight = 0;
    for (PendingBatch batch : pending.values()) {
      inFlight += batch.size();
    }
    counts =
        new Counts(
            inFlight,
            old.accepted + accepted,
            old.refused + refused,
            old.batchesSent + batchesSent,
            old.connects + connects,
            old.failedConnects + failedConnects,
            session != null);
  }

  private void execute(Runnable task) {
    try {
      thread.execute(guarded(task));
    } catch (RejectedExecutionException e) {
      // Closed: nobody waits for this any more.
      logger.debug("signal after close", e);
    }
  }

  /** An error in one task must neither end the ticks nor pass unseen. */
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        logger.error("agent failed in its own thread", e);
      }
    };
  }

  private final class SessionEvents implements Session.Events {
    @Override
    public void demanded() {
      drain();
    }

    @Override
    public void acknowledged(WriteAck ack) {
      Delivery.this.acknowledged(ack);
    }

    @Override
    public void ended(@Nullable Throwable cause) {
      failed(cause);
    }
  }
}
