package io.barograph.server;

import io.barograph.server.http.HealthRoutes;
import io.barograph.server.http.IndexRoute;
import io.barograph.server.http.MetricsRoute;
import io.barograph.server.settings.BarographSettings;
import io.barograph.server.store.StoreGate;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What every server answers, whatever its roles. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {
  @Bean
  RouterFunction<ServerResponse> ownRoutes(
      BarographSettings settings, StoreGate store, PrometheusMeterRegistry registry) {
    return IndexRoute.of(settings).and(HealthRoutes.of(store)).and(MetricsRoute.of(registry));
  }
}
