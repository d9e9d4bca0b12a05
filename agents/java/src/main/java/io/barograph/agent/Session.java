package io.barograph.agent;

import io.barograph.protocol.Routes;
import io.barograph.protocol.v1.RecordAck;
import io.barograph.protocol.v1.WriteAck;
import io.rsocket.RSocket;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One connection with its channel for samples and its channel for records. Without the first it is
 * of no use and ends; a server that takes no records still takes samples. Used by the agent's
 * thread alone.
 */
final class Session {
  private final RSocket socket;
  private final Executor agentThread;
  private final Events events;
  private final ChannelEncoder encoder = new ChannelEncoder();
  private final Channel<WriteAck> samples;
  private final Channel<RecordAck> records;
  private boolean ended;

  /** What the agent hears of its session, on its own thread. */
  interface Events {
    /** The server asks for batches of samples or of records. */
    void demanded();

    void acknowledged(WriteAck ack);

    void acknowledged(RecordAck ack);

    /** No records are taken on this connection any more. */
    void recordsEnded(@Nullable Throwable cause);

    /** The connection is gone; called once. */
    void ended(@Nullable Throwable cause);
  }

  Session(RSocket socket, Executor agentThread, Events events) {
    this.socket = socket;
    this.agentThread = agentThread;
    this.events = events;
    this.samples =
        new Channel<>(socket, Routes.SAMPLES, WriteAck::parseFrom, agentThread, new SampleEvents());
    this.records =
        new Channel<>(
            socket, Routes.RECORDS, RecordAck::parseFrom, agentThread, new RecordEvents());
  }

  /** Opens the channel for samples and, where there may be some, that for records. */
  void open(boolean withRecords) {
    samples.open();
    if (withRecords) {
      records.open();
    }
    socket
        .onClose()
        .subscribe(
            ignored -> {},
            error -> agentThread.execute(() -> end(error)),
            () -> agentThread.execute(() -> end(null)));
  }

  ChannelEncoder encoder() {
    return encoder;
  }

  Channel<WriteAck> samples() {
    return samples;
  }

  Channel<RecordAck> records() {
    return records;
  }

  private void end(@Nullable Throwable cause) {
    if (ended) {
      return;
    }
    ended = true;
    samples.close();
    records.close();
    socket.dispose();
    events.ended(cause);
  }

  /** Closes without telling the agent. */
  void close() {
    if (!ended) {
      ended = true;
      samples.complete();
      records.complete();
      samples.close();
      records.close();
      socket.dispose();
    }
  }

  private final class SampleEvents implements Channel.Events<WriteAck> {
    @Override
    public void demanded() {
      events.demanded();
    }

    @Override
    public void acknowledged(WriteAck ack) {
      events.acknowledged(ack);
    }

    @Override
    public void ended(@Nullable Throwable cause) {
      end(cause);
    }
  }

  private final class RecordEvents implements Channel.Events<RecordAck> {
    @Override
    public void demanded() {
      events.demanded();
    }

    @Override
    public void acknowledged(RecordAck ack) {
      events.acknowledged(ack);
    }

    @Override
    public void ended(@Nullable Throwable cause) {
      events.recordsEnded(cause);
    }
  }
}
