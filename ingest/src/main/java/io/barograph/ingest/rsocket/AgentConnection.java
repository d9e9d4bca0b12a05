package io.barograph.ingest.rsocket;

import io.barograph.protocol.Routes;
import io.netty.util.ReferenceCountUtil;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What one connected agent may ask for: one channel a route at a time, and nothing else. */
final class AgentConnection implements RSocket {
  private final RouteCheck routes;
  private final Function<String, AgentChannel> channels;
  private final Mono<Void> stop;
  private final Runnable closed;
  private final Runnable refusedPayload;

  /** Routes whose channel is open, each with what only that channel has, to give it up by. */
  private final Map<String, Object> places = new ConcurrentHashMap<>();

  /**
   * A connection that has said who it is.
   *
   * @param channels makes the channel of a route
   * @param refusedPayload told of a payload that was too large for any channel
   */
  AgentConnection(
      RouteCheck routes,
      Function<String, AgentChannel> channels,
      Mono<Void> stop,
      Runnable closed,
      Runnable refusedPayload) {
    this.routes = routes;
    this.channels = channels;
    this.stop = stop;
    this.closed = closed;
    this.refusedPayload = refusedPayload;
  }

  /** A payload was refused before it was whole. */
  void refusedPayload() {
    refusedPayload.run();
  }

  /** RSocket calls this when the connection is gone, whoever closed it. */
  @Override
  public void dispose() {
    closed.run();
  }

  @Override
  public Flux<Payload> requestChannel(Publisher<Payload> batches) {
    return Flux.from(batches)
        .switchOnFirst(
            (first, all) -> {
              Payload payload = first.get();
              return payload == null ? all : open(payload, all.map(AgentConnection::copy));
            })
        .doOnDiscard(Payload.class, ReferenceCountUtil::safeRelease);
  }

  private Flux<Payload> open(Payload first, Flux<byte[]> batches) {
    String route;
    try {
      route = routes.check(first);
    } catch (RuntimeException e) {
      return refused(batches, e);
    }
    Object place = new Object();
    if (places.putIfAbsent(route, place) != null) {
      return refused(
          batches,
          new IllegalStateException(
              "connection has a channel open already; send all batches on it"));
    }
    // Before the agent learns that its channel has ended: it may open the next one at once.
    Runnable leave = () -> places.remove(route, place);
    return channels.apply(route).serve(batches, stop).doOnTerminate(leave).doOnCancel(leave);
  }

  /**
   * What a payload says. Here and now, although it costs the event loop a nanosecond a sample: an
   * operator that hands payloads to another thread loses those that it has when it is cancelled.
   */
  private static byte[] copy(Payload payload) {
    try {
      byte[] message = new byte[payload.data().readableBytes()];
      payload.data().getBytes(payload.data().readerIndex(), message);
      return message;
    } finally {
      payload.release();
    }
  }

  private static Flux<Payload> refused(Flux<byte[]> batches, RuntimeException reason) {
    return batches.concatMap(batch -> Mono.<Payload>error(reason), 0);
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
        "this interaction is not served; open a request-channel with the route \"%s\" or \"%s\""
            .formatted(Routes.SAMPLES, Routes.RECORDS));
  }
}
