package io.barograph.ingest.rsocket;

import io.barograph.protocol.Routes;
import io.netty.util.ReferenceCountUtil;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What one connected agent may ask for: one samples channel at a time, and nothing else. */
final class AgentConnection implements RSocket {
  private final Supplier<SamplesChannel> channels;
  private final Mono<Void> stop;
  private final Runnable closed;

  /** Taken by the channel that is open, so that only that one can give it up. */
  private final AtomicReference<@Nullable Object> channelPlace = new AtomicReference<>();

  AgentConnection(Supplier<SamplesChannel> channels, Mono<Void> stop, Runnable closed) {
    this.channels = channels;
    this.stop = stop;
    this.closed = closed;
  }

  /** RSocket calls this when the connection is gone, whoever closed it. */
  @Override
  public void dispose() {
    closed.run();
  }

  @Override
  public Flux<Payload> requestChannel(Publisher<Payload> batches) {
    Object place = new Object();
    if (!channelPlace.compareAndSet(null, place)) {
      return refused(batches, "connection has a channel open already; send all batches on it");
    }
    // Before the agent learns that its channel has ended: it may open the next one at once.
    Runnable leave = () -> channelPlace.compareAndSet(place, null);
    return channels.get().serve(batches, stop).doOnTerminate(leave).doOnCancel(leave);
  }

  private static Flux<Payload> refused(Publisher<Payload> batches, String message) {
    return Flux.from(batches)
        .concatMap(
            payload -> {
              payload.release();
              return Mono.<Payload>error(new IllegalStateException(message));
            },
            0)
        .doOnDiscard(Payload.class, ReferenceCountUtil::safeRelease);
  }

  @Override
  public Mono<Payload> requestResponse(Payload payload) {
    return Mono.error(unknown(payload));
  }

  @Override
  public Flux<Payload> requestStream(Payload payload) {
    return Flux.error(unknown(payload));
  }

  @Override
  public Mono<Void> fireAndForget(Payload payload) {
    return Mono.error(unknown(payload));
  }

  @Override
  public Mono<Void> metadataPush(Payload payload) {
    return Mono.error(unknown(payload));
  }

  private static RuntimeException unknown(Payload payload) {
    payload.release();
    return new IllegalArgumentException(
        "this interaction is not served; open a request-channel with the route \"%s\""
            .formatted(Routes.SAMPLES));
  }
}
