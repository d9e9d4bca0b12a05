package io.barograph.ingest.rsocket;

import com.google.protobuf.InvalidProtocolBufferException;
import io.barograph.ingest.IngestLimits;
import io.barograph.ingest.IngestPipeline;
import io.barograph.ingest.inventory.Sightings;
import io.barograph.ingest.oddity.Oddities;
import io.barograph.ingest.records.RecordIntake;
import io.barograph.protocol.MimeTypes;
import io.barograph.protocol.Routes;
import io.barograph.protocol.v1.AgentSetup;
import io.barograph.protocol.v1.Label;
import io.barograph.protocol.v1.SampleColumns;
import io.barograph.protocol.v1.SeriesDefinition;
import io.barograph.protocol.v1.WriteAck;
import io.barograph.storage.StorageUnavailableException;
import io.barograph.storage.inventory.InMemoryInventory;
import io.barograph.storage.records.InMemoryRecords;
import io.barograph.storage.records.RecordEntry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.util.ByteBufPayload;
import io.rsocket.util.DefaultPayload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.TcpServer;

/** A door on loopback, over TCP and WebSocket, before a store with a switch. */
final class OpenDoor implements AutoCloseable {
  static final long NOW = 1_790_000_000_000L;

  final StoreWithOutages storage = new StoreWithOutages();
  final InMemoryRecords records = new InMemoryRecords();
  final InMemoryInventory inventory = new InMemoryInventory();
  private final Oddities oddities =
      new Oddities(this::recordStorage, InstantSource.fixed(instant()));
  private final Sightings sightings =
      new Sightings(inventory, oddities, InstantSource.fixed(instant()));
  private final Disposable writing =
      Disposables.composite(
          sightings.start(Schedulers.parallel()), oddities.start(Schedulers.parallel()));
  final IngestPipeline pipeline;
  final RSocketDoor door;
  private final CloseableChannel tcp;
  private final DisposableServer http;

  OpenDoor() {
    this(AgentAuthenticator.everyone(), RSocketDoorSettings.DEFAULTS, IngestLimits.DEFAULTS);
  }

  OpenDoor(AgentAuthenticator authenticator, RSocketDoorSettings settings, IngestLimits limits) {
    pipeline =
        new IngestPipeline(
            storage, limits, new SimpleMeterRegistry(), InstantSource.fixed(instant()));
    RecordIntake intake =
        new RecordIntake(
            this::recordStorage, Duration.ofDays(30), Duration.ofMinutes(10), sightings, oddities);
    door = new RSocketDoor(pipeline, intake, authenticator, settings, Schedulers.parallel());
    tcp = door.bindTcp(TcpServer.create().host("127.0.0.1").port(0)).block();
    http =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes -> routes.ws("/rsocket", door.webSocketHandler()))
            .bindNow();
  }

  private Mono<Void> recordStorage(List<RecordEntry> entries) {
    return Mono.defer(
        () ->
            storage.away
                ? Mono.error(
                    new StorageUnavailableException("away for a test", Duration.ofMillis(1)))
                : records.append(entries));
  }

  private static Instant instant() {
    return Instant.ofEpochMilli(NOW);
  }

  int port() {
    return tcp.address().getPort();
  }

  int httpPort() {
    return http.port();
  }

  String tcpAddress() {
    return "tcp://127.0.0.1:" + port();
  }

  String webSocketAddress() {
    return "ws://127.0.0.1:" + http.port() + "/rsocket";
  }

  double gauge(String meter) {
    return pipeline.registry().get(meter).gauge().value();
  }

  /** A connection with the given setup, routing by plain metadata. */
  RSocket connect(AgentSetup setup) {
    return connect(DefaultPayload.create(setup.toByteArray()), MimeTypes.PROTOBUF);
  }

  RSocket connect() {
    return connect(AgentSetup.newBuilder().setProtocolVersion(1).setHost("test").build());
  }

  RSocket connect(Payload setup, String dataMimeType) {
    return RSocketConnector.create()
        .setupPayload(setup)
        .dataMimeType(dataMimeType)
        .metadataMimeType(MimeTypes.ROUTING)
        .keepAlive(Duration.ofSeconds(1), Duration.ofSeconds(10))
        .connect(TcpClientTransport.create("127.0.0.1", port()))
        .block();
  }

  static Payload first(SampleColumns columns) {
    return first(columns.toByteArray());
  }

  static Payload first(byte[] columns) {
    return ByteBufPayload.create(
        Unpooled.wrappedBuffer(columns),
        TaggingMetadataCodec.createTaggingContent(
            ByteBufAllocator.DEFAULT, List.of(Routes.SAMPLES)));
  }

  static Payload next(SampleColumns columns) {
    return DefaultPayload.create(columns.toByteArray());
  }

  static WriteAck ack(Payload payload) {
    try {
      return WriteAck.parseFrom(payload.getData());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    } finally {
      payload.release();
    }
  }

  static SeriesDefinition definition(int ref, String... namesAndValues) {
    SeriesDefinition.Builder definition = SeriesDefinition.newBuilder().setRef(ref);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      definition.addLabels(
          Label.newBuilder().setName(namesAndValues[i]).setValue(namesAndValues[i + 1]));
    }
    return definition.build();
  }

  @Override
  public void close() {
    writing.dispose();
    door.close(Duration.ofSeconds(1)).block();
    tcp.dispose();
    http.disposeNow();
  }
}
