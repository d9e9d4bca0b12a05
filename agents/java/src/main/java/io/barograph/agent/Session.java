package io.barograph.agent;

import com.google.protobuf.InvalidProtocolBufferException;
import io.barograph.protocol.Routes;
import io.barograph.protocol.v1.WriteAck;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.util.ByteBufPayload;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/**
 * One connection's samples channel: what the server demands of batches goes out, acknowledgements
 * come in. All state belongs to the agent's thread; signals of the network hop onto it.
 */
final class Session {
  private final RSocket socket;
  private final Executor agentThread;
  private final Events events;
  private final ChannelEncoder encoder = new ChannelEncoder();
  private final Acknowledgements acknowledgements = new Acknowledgements();
  private @Nullable Subscriber<? super Payload> subscriber;
  private long demand;
  private boolean channelOpened;
  private boolean ended;

  /** What the agent hears of its session, on its own thread. */
  interface Events {
    /** The server asks for batches. */
    void demanded();

    void acknowledged(WriteAck ack);

    /** The channel or the connection is gone; called once. */
    void ended(@Nullable Throwable cause);
  }

  Session(RSocket socket, Executor agentThread, Events events) {
    this.socket = socket;
    this.agentThread = agentThread;
    this.events = events;
  }

  /** Opens the channel; the request goes out with the first batch. */
  void open() {
    socket
        .requestChannel((Publisher<Payload>) this::subscribeToBatches)
        .subscribe(acknowledgements);
    socket
        .onClose()
        .subscribe(
            ignored -> {}, error -> execute(() -> end(error)), () -> execute(() -> end(null)));
  }

  private void subscribeToBatches(Subscriber<? super Payload> batches) {
    batches.onSubscribe(
        new Subscription() {
          @Override
          public void request(long n) {
            execute(() -> demand(n));
          }

          @Override
          public void cancel() {
            // The server takes no more; what it has it still acknowledges before it completes.
            execute(() -> subscriber = null);
          }
        });
    execute(() -> subscriber = batches);
  }

  private void demand(long n) {
    if (!ended) {
      demand = demand > Long.MAX_VALUE - n ? Long.MAX_VALUE : demand + n;
      events.demanded();
    }
  }

  boolean canSend() {
    return demand > 0 && subscriber != null && !ended;
  }

  ChannelEncoder encoder() {
    return encoder;
  }

  /** Sends one message; only after {@link #canSend()}. */
  void send(byte[] message) {
    Subscriber<? super Payload> target = subscriber;
    if (target == null) {
      throw new IllegalStateException("no subscriber to send to");
    }
    demand--;
    ByteBuf data = Unpooled.wrappedBuffer(message);
    target.onNext(
        channelOpened ? ByteBufPayload.create(data) : ByteBufPayload.create(data, routing()));
    channelOpened = true;
  }

  private static ByteBuf routing() {
    CompositeByteBuf metadata = ByteBufAllocator.DEFAULT.compositeBuffer();
    CompositeMetadataCodec.encodeAndAddMetadata(
        metadata,
        ByteBufAllocator.DEFAULT,
        WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
        TaggingMetadataCodec.createTaggingContent(
            ByteBufAllocator.DEFAULT, List.of(Routes.SAMPLES)));
    return metadata;
  }

  private void end(@Nullable Throwable cause) {
    if (ended) {
      return;
    }
    ended = true;
    acknowledgements.dispose();
    socket.dispose();
    events.ended(cause);
  }

  /** Closes without telling the agent. */
  void close() {
    if (!ended) {
      ended = true;
      if (subscriber != null) {
        subscriber.onComplete();
      }
      acknowledgements.dispose();
      socket.dispose();
    }
  }

  private void execute(Runnable task) {
    agentThread.execute(task);
  }

  private final class Acknowledgements extends BaseSubscriber<Payload> {
    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      // Unbounded is bounded here: the server owes one acknowledgement for each batch, and the
      // agent has few batches unacknowledged.
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    protected void hookOnNext(Payload payload) {
      try {
        WriteAck ack = WriteAck.parseFrom(payload.getData());
        execute(() -> events.acknowledged(ack));
      } catch (InvalidProtocolBufferException e) {
        execute(() -> end(e));
      } finally {
        payload.release();
      }
    }

    @Override
    protected void hookOnComplete() {
      execute(() -> end(null));
    }

    @Override
    protected void hookOnError(Throwable error) {
      execute(() -> end(error));
    }
  }
}
