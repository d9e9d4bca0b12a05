package io.barograph.agent;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.util.DefaultPayload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/**
 * One request-channel of a connection: what the server demands of messages goes out,
 * acknowledgements come in. All state belongs to the agent's thread; signals of the network hop
 * onto it.
 *
 * @param <A> an acknowledgement
 */
final class Channel<A> {
  private final RSocket socket;
  private final String route;
  private final Decoder<A> decoder;
  private final Executor agentThread;
  private final Events<A> events;
  private final Acknowledgements acknowledgements = new Acknowledgements();
  private @Nullable Subscriber<? super Payload> subscriber;
  private long demand;
  private boolean opened;
  private boolean ended;

  /** Reads an acknowledgement. */
  interface Decoder<A> {
    A decode(ByteBuffer message) throws IOException;
  }

  /** What becomes of the channel, told on the agent's thread. */
  interface Events<A> {
    /** The server asks for messages. */
    void demanded();

    void acknowledged(A acknowledgement);

    /** The channel is gone; called once, and not after {@link Channel#close()}. */
    void ended(@Nullable Throwable cause);
  }

  Channel(
      RSocket socket, String route, Decoder<A> decoder, Executor agentThread, Events<A> events) {
    this.socket = socket;
    this.route = route;
    this.decoder = decoder;
    this.agentThread = agentThread;
    this.events = events;
  }

  /** Opens the channel; the request goes out with the first message. */
  void open() {
    socket
        .requestChannel((Publisher<Payload>) this::subscribeToMessages)
        .subscribe(acknowledgements);
  }

  private void subscribeToMessages(Subscriber<? super Payload> messages) {
    messages.onSubscribe(
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
    execute(() -> subscriber = messages);
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

  /** Sends one message; only after {@link #canSend()}. */
  void send(byte[] message) {
    Subscriber<? super Payload> target = subscriber;
    if (target == null) {
      throw new IllegalStateException("no subscriber to send to");
    }
    demand--;
    // On the heap: a channel that ends in this moment drops what it gets, and releases nothing.
    target.onNext(
        opened ? DefaultPayload.create(message) : DefaultPayload.create(message, routing()));
    opened = true;
  }

  private byte[] routing() {
    CompositeByteBuf metadata = ByteBufAllocator.DEFAULT.compositeBuffer();
    try {
      CompositeMetadataCodec.encodeAndAddMetadata(
          metadata,
          ByteBufAllocator.DEFAULT,
          WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
          TaggingMetadataCodec.createTaggingContent(ByteBufAllocator.DEFAULT, List.of(route)));
      return ByteBufUtil.getBytes(metadata);
    } finally {
      metadata.release();
    }
  }

  private void end(@Nullable Throwable cause) {
    if (!ended) {
      ended = true;
      acknowledgements.dispose();
      events.ended(cause);
    }
  }

  /** Tells the server that nothing more comes. */
  void complete() {
    if (!ended && subscriber != null) {
      subscriber.onComplete();
    }
  }

  /** Closes without telling the agent. */
  void close() {
    ended = true;
    acknowledgements.dispose();
  }

  private void execute(Runnable task) {
    agentThread.execute(task);
  }

  private final class Acknowledgements extends BaseSubscriber<Payload> {
    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      // Unbounded is bounded here: the server owes one acknowledgement for each message, and has
      // few of them that are unacknowledged.
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    protected void hookOnNext(Payload payload) {
      try {
        A acknowledgement = decoder.decode(payload.getData());
        execute(() -> events.acknowledged(acknowledgement));
      } catch (IOException e) {
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
