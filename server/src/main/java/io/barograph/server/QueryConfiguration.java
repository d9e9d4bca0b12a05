package io.barograph.server;

import io.barograph.alertengine.notify.configuration.NotificationFileWatch;
import io.barograph.promql.Engine;
import io.barograph.promql.EngineSettings;
import io.barograph.promql.parse.ParserOptions;
import io.barograph.queryapi.AlertSources;
import io.barograph.queryapi.Alertmanagers;
import io.barograph.queryapi.QueryApi;
import io.barograph.queryapi.QueryApiSettings;
import io.barograph.queryapi.ServiceSources;
import io.barograph.server.settings.BarographSettings;
import io.barograph.server.settings.ConditionalOnRole;
import io.barograph.server.settings.Role;
import io.barograph.server.store.AlertGate;
import io.barograph.server.store.InventoryGate;
import io.barograph.server.store.NotificationGate;
import io.barograph.server.store.RecordGate;
import io.barograph.server.store.StoreGate;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Answers to queries. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.QUERY)
class QueryConfiguration {
  /** Evaluation keeps a processor busy, which an event loop must not be. */
  @Bean(destroyMethod = "dispose")
  Scheduler queryWorkers() {
    return Schedulers.newParallel("query", Runtime.getRuntime().availableProcessors());
  }

  @Bean
  Engine engine(
      StoreGate store, BarographSettings settings, @Qualifier("queryWorkers") Scheduler workers) {
    EngineSettings defaults = EngineSettings.DEFAULT;
    BarographSettings.Query query = settings.query();
    return new Engine(
        store,
        new EngineSettings(
            query.lookbackDelta(),
            query.timeout(),
            query.maxSamples(),
            defaults.defaultSubqueryStep(),
            defaults.nameRemoval(),
            new ParserOptions(query.experimentalFunctions())),
        workers,
        System::nanoTime);
  }

  @Bean
  RouterFunction<ServerResponse> queryRoutes(
      Engine engine,
      StoreGate store,
      AlertGate rules,
      NotificationGate alerts,
      RecordGate records,
      InventoryGate inventory,
      ObjectProvider<NotificationFileWatch> watch,
      BarographSettings settings,
      Clock clock,
      MeterRegistry registry) {
    return QueryApi.routes(
        engine,
        store,
        new AlertSources(rules, alertmanagers(watch), alerts, alerts),
        new ServiceSources(records, inventory),
        new QueryApiSettings(
            settings.query().maxPoints(),
            settings.query().concurrency(),
            settings.retention(),
            BuildProperties.read().version()),
        clock,
        registry);
  }

  /** Known where alerts are told of; other servers say none. */
  private static Supplier<Alertmanagers> alertmanagers(
      ObjectProvider<NotificationFileWatch> provider) {
    NotificationFileWatch watch = provider.getIfAvailable();
    return watch == null
        ? () -> Alertmanagers.NONE
        : () -> new Alertmanagers(watch.alertmanagers(), List.of());
  }
}
