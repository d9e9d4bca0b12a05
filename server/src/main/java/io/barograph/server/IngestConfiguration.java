package io.barograph.server;

import io.barograph.ingest.IngestLimits;
import io.barograph.ingest.IngestPipeline;
import io.barograph.ingest.LabelLimits;
import io.barograph.ingest.falcon.FalconPush;
import io.barograph.ingest.falcon.FalconSettings;
import io.barograph.ingest.inventory.Sightings;
import io.barograph.ingest.oddity.Oddities;
import io.barograph.ingest.records.RecordIntake;
import io.barograph.ingest.remotewrite.RemoteWrite;
import io.barograph.ingest.remotewrite.RemoteWriteSettings;
import io.barograph.ingest.rsocket.AgentAuthenticator;
import io.barograph.ingest.rsocket.RSocketDoor;
import io.barograph.ingest.rsocket.RSocketDoorSettings;
import io.barograph.server.SecurityConfiguration.DoorTokens;
import io.barograph.server.settings.BarographSettings;
import io.barograph.server.settings.ConditionalOnRole;
import io.barograph.server.settings.Role;
import io.barograph.server.store.InventoryGate;
import io.barograph.server.store.RecordGate;
import io.barograph.server.store.StoreGate;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The doors through which samples come in. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.INGEST)
class IngestConfiguration {
  /** The part of the heap that each door may take for the series it remembers. */
  private static final int SERIES_SHARE = 8;

  /** A falcon-agent pushes a few hundred at a time; a gateway that gathers, some thousands. */
  private static final int FALCON_ITEMS = 100_000;

  @Bean
  IngestPipeline ingestPipeline(
      StoreGate store, BarographSettings settings, MeterRegistry registry, Clock clock) {
    BarographSettings.Limits limits = settings.limits();
    IngestLimits ingestLimits =
        new IngestLimits(
            new LabelLimits(
                limits.labelsPerSeries(), limits.labelNameLength(), limits.labelValueLength()),
            settings.retention(),
            limits.future(),
            limits.inFlight().toBytes());
    return new IngestPipeline(store, ingestLimits, registry, clock);
  }

  @Bean
  Oddities oddities(RecordGate records, Clock clock) {
    return new Oddities(records, clock);
  }

  @Bean(destroyMethod = "dispose")
  Disposable writingOfOddities(Oddities oddities) {
    return oddities.start(Schedulers.parallel());
  }

  @Bean
  Sightings sightings(InventoryGate inventory, Oddities oddities, Clock clock) {
    return new Sightings(inventory, oddities, clock);
  }

  @Bean(destroyMethod = "dispose")
  Disposable writingOfSightings(Sightings sightings) {
    return sightings.start(Schedulers.parallel());
  }

  @Bean
  RSocketDoor rsocketDoor(
      IngestPipeline pipeline,
      RecordGate records,
      Sightings sightings,
      Oddities oddities,
      BarographSettings settings,
      DoorTokens tokens) {
    AgentAuthenticator authenticator =
        tokens.agent().isEmpty() ? AgentAuthenticator.everyone() : tokens.agent()::contains;
    BarographSettings.RSocket rsocket = settings.rsocket();
    RSocketDoorSettings doorSettings =
        new RSocketDoorSettings(
            rsocket.connections(),
            rsocket.setupTimeout(),
            rsocket.writeTimeout(),
            rsocket.batchesInFlight(),
            rsocket.seriesPerConnection(),
            ofTheHeapAtMost(rsocket.definitions()));
    RecordIntake intake =
        new RecordIntake(
            records,
            settings.records().retention(),
            settings.limits().future(),
            sightings,
            oddities);
    return new RSocketDoor(pipeline, intake, authenticator, doorSettings, Schedulers.parallel());
  }

  private static long ofTheHeapAtMost(DataSize size) {
    return Math.min(size.toBytes(), Runtime.getRuntime().maxMemory() / SERIES_SHARE);
  }

  /** Decoding keeps a processor busy, which an event loop must not be. */
  @Bean(destroyMethod = "dispose")
  Scheduler remoteWriteWorkers() {
    return Schedulers.newParallel("remote-write", Runtime.getRuntime().availableProcessors());
  }

  @Bean
  RouterFunction<ServerResponse> remoteWriteRoutes(
      IngestPipeline pipeline,
      BarographSettings settings,
      @Qualifier("remoteWriteWorkers") Scheduler workers) {
    BarographSettings.RemoteWrite remoteWrite = settings.remoteWrite();
    return RemoteWrite.routes(
        pipeline,
        new RemoteWriteSettings(
            (int) remoteWrite.bodySize().toBytes(),
            (int) remoteWrite.decompressedSize().toBytes(),
            remoteWrite.samples(),
            remoteWrite.bodyTimeout(),
            ofTheHeapAtMost(remoteWrite.seriesCache())),
        workers);
  }

  @Bean
  RouterFunction<ServerResponse> falconRoutes(
      IngestPipeline pipeline,
      BarographSettings settings,
      @Qualifier("remoteWriteWorkers") Scheduler workers) {
    BarographSettings.RemoteWrite remoteWrite = settings.remoteWrite();
    return FalconPush.routes(
        pipeline,
        new FalconSettings(
            (int) remoteWrite.bodySize().toBytes(), FALCON_ITEMS, remoteWrite.bodyTimeout()),
        workers);
  }

  @Bean
  RSocketListener rsocketListener(
      RSocketDoor door, BarographSettings settings, SslBundles bundles) {
    return new RSocketListener(door, settings, bundles);
  }

  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> webSocketRoute(RSocketDoor door) {
    return factory ->
        factory.addRouteProviders(routes -> routes.ws("/rsocket", door.webSocketHandler()));
  }
}
