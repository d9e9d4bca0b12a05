package io.barograph.ingest.rsocket;

import io.barograph.ingest.DoorMetrics;
import io.barograph.ingest.IngestPipeline;
import io.barograph.ingest.oddity.Oddity;
import io.barograph.ingest.records.RecordIntake;
import io.barograph.ingest.records.RecordMetrics;
import io.barograph.ingest.records.RecordSender;
import io.barograph.protocol.ProtocolLimits;
import io.barograph.protocol.Routes;
import io.barograph.storage.records.ProcessKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.rsocket.ConnectionSetupPayload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketServer;
import io.rsocket.exceptions.RejectedSetupException;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.ServerTransport.ConnectionAcceptor;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.transport.netty.server.WebsocketRouteTransport;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.netty.Connection;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import reactor.netty.tcp.TcpServer;

/**
 * The door for agents: takes RSocket connections over TCP and WebSocket and brings their samples
 * and records to storage. Bind it with {@link #bindTcp}, and put {@link #webSocketHandler} on a
 * route of an HTTP server; both may be in use at once and share all limits.
 */
public final class RSocketDoor {
  private final IngestPipeline pipeline;
  private final RecordIntake intake;
  private final RSocketDoorSettings settings;
  private final Scheduler scheduler;
  private final DoorMetrics metrics;
  private final RecordMetrics recordMetrics;
  private final StorageRetry retry;
  private final SeriesRoom room;
  private final SetupCheck setupCheck;
  private final Counter rejectedSetups;
  private final Counter refusedConnections;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger recordChannels = new AtomicInteger();
  private final Set<RSocket> agents = ConcurrentHashMap.newKeySet();
  private final Sinks.Empty<Void> stop = Sinks.empty();

  /**
   * A door that is not bound yet.
   *
   * @param scheduler decodes batches; {@code Schedulers.parallel()} unless a test says otherwise
   */
  public RSocketDoor(
      IngestPipeline pipeline,
      RecordIntake intake,
      AgentAuthenticator authenticator,
      RSocketDoorSettings settings,
      Scheduler scheduler) {
    this.pipeline = pipeline;
    this.intake = intake;
    this.settings = settings;
    this.scheduler = scheduler;
    this.setupCheck = new SetupCheck(authenticator);
    this.retry = new StorageRetry(scheduler);
    this.room = new SeriesRoom(settings.definitionBytes());
    MeterRegistry registry = pipeline.registry();
    this.metrics = new DoorMetrics(registry, "rsocket");
    this.recordMetrics = new RecordMetrics(registry);
    this.rejectedSetups =
        Counter.builder("barograph.ingest.rsocket.rejected.setups")
            .description("Connections whose setup was rejected")
            .register(registry);
    this.refusedConnections =
        Counter.builder("barograph.ingest.rsocket.refused.connections")
            .description("Connections closed at once because as many stood as may stand")
            .register(registry);
    Gauge.builder("barograph.ingest.rsocket.connections", connections, AtomicInteger::get)
        .description("Connections open, with or without setup")
        .register(registry);
    Gauge.builder("barograph.ingest.rsocket.agents", agents, Set::size)
        .description("Agents connected")
        .register(registry);
    Gauge.builder("barograph.ingest.rsocket.series", room, SeriesRoom::series)
        .description("Series that connections have defined")
        .register(registry);
    Gauge.builder("barograph.ingest.rsocket.definitions", room, SeriesRoom::bytes)
        .description("Memory of the series that connections have defined")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("barograph.ingest.rsocket.waiting.for.storage", retry, StorageRetry::waiting)
        .description("Batches and definitions that wait for storage to come back")
        .register(registry);
  }

  /** Binds the door to TCP; address, port and TLS are those of {@code server}. */
  public Mono<CloseableChannel> bindTcp(TcpServer server) {
    TcpServer guarded = server.doOnConnection(this::admit);
    return rsocketServer().bind(TcpServerTransport.create(guarded, ProtocolLimits.FRAME_BYTES));
  }

  /** What serves a WebSocket upgrade, for {@code HttpServerRoutes.ws("/rsocket", handler)}. */
  public BiFunction<WebsocketInbound, WebsocketOutbound, Publisher<Void>> webSocketHandler() {
    ConnectionAcceptor acceptor = rsocketServer().asConnectionAcceptor(ProtocolLimits.FRAME_BYTES);
    var handler = WebsocketRouteTransport.newHandler(acceptor);
    return (inbound, outbound) -> {
      Sinks.One<Boolean> admitted = Sinks.one();
      inbound.withConnection(connection -> admitted.tryEmitValue(admit(connection)));
      return admitted
          .asMono()
          .flatMapMany(yes -> yes ? handler.apply(inbound, outbound) : Flux.<Void>empty());
    };
  }

  private RSocketServer rsocketServer() {
    return RSocketServer.create(acceptor())
        .maxTimeToFirstFrame(settings.setupTimeout())
        .maxInboundPayloadSize(ProtocolLimits.FRAME_BYTES)
        .payloadDecoder(PayloadDecoder.ZERO_COPY)
        .interceptors(OversizedPayloads::listen);
  }

  /** Counts a new connection in, or closes it where no more may stand. */
  private boolean admit(Connection connection) {
    if (connections.incrementAndGet() > settings.connections()) {
      connections.decrementAndGet();
      refusedConnections.increment();
      connection.dispose();
      return false;
    }
    connection.onDispose(connections::decrementAndGet);
    // A client that never reads would have its acknowledgements and keepalives pile up here.
    connection.addHandlerFirst(
        new WriteTimeoutHandler(settings.writeTimeout().toMillis(), TimeUnit.MILLISECONDS));
    return true;
  }

  /** For servers that bind RSocket by themselves; they lack the limits on connections then. */
  public SocketAcceptor acceptor() {
    return this::accept;
  }

  private Mono<RSocket> accept(ConnectionSetupPayload setup, RSocket agent) {
    AcceptedSetup accepted;
    try {
      accepted = setupCheck.check(setup);
    } catch (RejectedSetupException e) {
      rejectedSetups.increment();
      return Mono.error(e);
    }
    agents.add(agent);
    return Mono.just(
        new AgentConnection(
            accepted.route(),
            route -> channel(route, accepted.sender()),
            stop.asMono(),
            () -> agents.remove(agent),
            () -> tellOfRefusedPayload(accepted.sender())));
  }

  private void tellOfRefusedPayload(RecordSender sender) {
    intake
        .oddities()
        .tell(
            Oddity.BATCH_REFUSED,
            sender.bucket(),
            new ProcessKey(sender.host(), "", ""),
            () ->
                "a batch was refused: it has more than %d bytes; send smaller batches"
                    .formatted(ProtocolLimits.FRAME_BYTES));
  }

  /** The channel of a route, each of whose answers tells that data comes from this agent. */
  private AgentChannel channel(String route, RecordSender sender) {
    return route.equals(Routes.RECORDS) ? recordsChannel(sender) : samplesChannel(sender);
  }

  private AgentChannel samplesChannel(RecordSender sender) {
    SamplesChannel channel =
        new SamplesChannel(
            pipeline, metrics, retry, scheduler, settings, room.share(), sender, intake.oddities());
    return (batches, channelStop) ->
        channel
            .serve(batches, channelStop)
            .doOnNext(answer -> intake.sightings().touch(sender, channel.process()));
  }

  private AgentChannel recordsChannel(RecordSender sender) {
    RecordsChannel channel =
        new RecordsChannel(
            pipeline, intake, recordMetrics, retry, scheduler, settings.batchesInFlight(), sender);
    return (batches, channelStop) -> {
      recordChannels.incrementAndGet();
      return channel
          .serve(batches, channelStop)
          .doOnNext(answer -> intake.sightings().touch(sender, null))
          .doFinally(signal -> recordChannels.decrementAndGet());
    };
  }

  /**
   * Takes no more batches, answers those in flight, and closes every connection.
   *
   * @param patience how long batches in flight may take; what is open then is closed unanswered,
   *     and its sender sends it again elsewhere
   */
  public Mono<Void> close(Duration patience) {
    return Mono.defer(
            () -> {
              stop.tryEmitEmpty();
              return Flux.interval(Duration.ofMillis(20), scheduler)
                  .takeUntil(tick -> room.channels() == 0 && recordChannels.get() == 0)
                  .then();
            })
        .timeout(patience, Mono.empty(), scheduler)
        .then(Mono.fromRunnable(() -> agents.forEach(RSocket::dispose)));
  }
}
