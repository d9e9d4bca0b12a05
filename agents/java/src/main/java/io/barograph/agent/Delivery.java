package io.barograph.agent;

import io.barograph.agent.records.Records;
import io.barograph.model.MetricMetadata;
import io.barograph.protocol.v1.RecordAck;
import io.barograph.protocol.v1.Refusal;
import io.barograph.protocol.v1.WriteAck;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings samples to the server, and lets records have their turn: one thread owns the connection,
 * the batches that are not yet acknowledged and the decision what goes out next. Other threads only
 * put samples and records into buffers and wake it.
 */
final class Delivery {
  private static final Logger logger = LoggerFactory.getLogger(BarographAgent.class);

  /** A channel has so many refs of forgotten series at most, or as many as it has live ones. */
  private static final int REFS_TO_SPARE = 10_000;

  private final BarographAgentBuilder settings;
  private final SeriesHandles handles;
  private final SampleBuffer buffer;
  private final Tally tally = new Tally();
  private final AgentThread thread = new AgentThread();

  /** Set while a full batch would go out at once; whoever fills one clears it and wakes us. */
  private final AtomicBoolean hungry = new AtomicBoolean();

  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch delivered = new CountDownLatch(1);

  // Below: the agent's thread alone.
  private final Outbox outbox = new Outbox();
  private final Descriptions descriptions = new Descriptions();
  private final RecordDelivery records;
  private final Link link;
  private boolean flushing;

  /** Nothing more is sent on this session, and when all is acknowledged the next one begins. */
  private boolean renewing;

  Delivery(BarographAgentBuilder settings, SeriesHandles handles, @Nullable Records records) {
    this.settings = settings;
    this.handles = handles;
    this.buffer = new SampleBuffer(settings.bufferedSamples);
    this.records = new RecordDelivery(records);
    this.link = new Link(settings, thread, tally, this.records.isOn(), new LinkEvents());
    if (records != null) {
      records.onRecord(() -> thread.execute(this::drain));
    }
  }

  void start() {
    thread.execute(link::connect);
    thread.every(settings.flushInterval, this::flush);
    thread.every(settings.reportInterval, this::report);
    thread.every(settings.idleSeries.dividedBy(2), this::forgetIdleSeries);
  }

  void append(SeriesHandle series, long timestamp, double value) {
    if (closing.get()) {
      tally.late(1);
      return;
    }
    int waiting;
    // Between its index and its sample no series may be forgotten.
    synchronized (buffer) {
      int index = handles.use(series);
      if (index == SeriesHandles.NONE) {
        tally.late(1);
        return;
      }
      waiting = buffer.append(index, timestamp, value);
    }
    if (waiting >= settings.batchSamples && hungry.get() && hungry.compareAndSet(true, false)) {
      thread.execute(this::drain);
    }
  }

  void describe(MetricMetadata description) {
    thread.execute(() -> descriptions.put(description));
  }

  AgentCounts counts() {
    return tally.with(buffer.size(), buffer.dropped(), handles.size());
  }

  boolean close(Duration timeout) {
    closing.set(true);
    records.close();
    thread.execute(this::flush);
    boolean inTime = false;
    try {
      inTime = delivered.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.execute(this::stop);
    thread.shutdown();
    return inTime;
  }

  private void stop() {
    link.stop();
    records.stop();
    tally.stopped(outbox.samples() + buffer.take(0, Integer.MAX_VALUE).size());
    outbox.clear();
  }

  private void opened() {
    renewing = false;
    outbox.sendAllAgain();
    descriptions.tellAllAgain();
    records.opened();
  }

  private void report() {
    records.report();
    drain();
  }

  private void flush() {
    flushing = true;
    drain();
  }

  private void drain() {
    Session current = link.session();
    while (current != null && current.samples().canSend() && !renewing) {
      PendingBatch batch = next();
      if (batch == null) {
        break;
      }
      send(current, batch);
    }
    if (current != null) {
      records.drain(current);
    }
    if (current != null && renewing && !outbox.anyOnTheWay()) {
      hungry.set(false);
      link.renew();
    }
    if (closing.get() && outbox.isEmpty() && buffer.size() == 0 && records.isDone()) {
      delivered.countDown();
    }
  }

  /** The batch that may go out now, if any. */
  private @Nullable PendingBatch next() {
    PendingBatch waiting = outbox.next();
    if (waiting != null || outbox.size() >= settings.unacknowledgedBatches) {
      return waiting;
    }
    int samples = buffer.size();
    if (samples < settings.batchSamples) {
      flushing &= samples > 0;
      if (!flushing) {
        hungry.set(true);
        // Between the look and the flag a batch may have filled without waking us.
        if (buffer.size() < settings.batchSamples || !hungry.compareAndSet(true, false)) {
          return null;
        }
      }
    }
    PendingBatch fresh = buffer.take(outbox.nextNumber(), settings.batchSamples);
    outbox.add(fresh);
    return fresh;
  }

  private void send(Session current, PendingBatch batch) {
    ChannelEncoder encoder = current.encoder();
    if (!encoder.hasRoomFor(batch)) {
      renewing = true;
      return;
    }
    int samples = encoder.define(batch, handles);
    PendingBatch sending = samples < batch.size() ? outbox.cutNext(samples) : batch;
    outbox.nextIsSent();
    current.samples().send(encoder.encode(sending, descriptions.take()));
    tally.sent(outbox.samples());
  }

  private void acknowledged(WriteAck ack) {
    PendingBatch batch = outbox.acknowledged(ack.getBatch());
    if (batch == null) {
      return;
    }
    link.proven();
    for (Refusal refusal : ack.getRefusedList()) {
      logger.warn(
          "server refused {} samples as {}: {}",
          refusal.getSamples(),
          refusal.getReason(),
          refusal.getMessage());
    }
    tally.acknowledged(ack.getAccepted(), batch.size() - ack.getAccepted(), outbox.samples());
    settings.listener.acknowledged(
        new AcknowledgedBatch(batch, handles, ack.getAccepted(), ack.getRefusedList()));
    drain();
  }

  /** A channel cannot take definitions back: where most are of forgotten series, it is changed. */
  private void forgetIdleSeries() {
    List<SeriesHandle> idle = handles.beginRound();
    if (idle.isEmpty()) {
      return;
    }
    BitSet withSamples = new BitSet();
    outbox.markSeries(withSamples);
    int[] freed;
    int inUse;
    synchronized (buffer) {
      buffer.markSeries(withSamples);
      freed = handles.forget(idle, withSamples);
      inUse = handles.inUse();
    }
    Session current = link.session();
    if (current != null) {
      ChannelEncoder encoder = current.encoder();
      encoder.forget(freed);
      renewing |= encoder.defined() - inUse > Math.max(inUse, REFS_TO_SPARE);
      drain();
    }
  }

  private final class LinkEvents implements Link.Events {
    @Override
    public void opened() {
      Delivery.this.opened();
    }

    @Override
    public void demanded() {
      drain();
    }

    @Override
    public void acknowledged(WriteAck ack) {
      Delivery.this.acknowledged(ack);
    }

    @Override
    public void acknowledged(RecordAck ack) {
      link.proven();
      records.acknowledged(ack);
      drain();
    }

    @Override
    public void recordsEnded(@Nullable Throwable cause) {
      records.channelEnded(cause);
      drain();
    }
  }
}
