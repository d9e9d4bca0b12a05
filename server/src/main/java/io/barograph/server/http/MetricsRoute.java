package io.barograph.server.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Barograph's own metrics in the text format that every scraper reads. */
public final class MetricsRoute {
  private static final MediaType TEXT_FORMAT =
      MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

  private MetricsRoute() {}

  public static RouterFunction<ServerResponse> of(PrometheusMeterRegistry registry) {
    return RouterFunctions.route()
        .GET(
            "/metrics",
            request ->
                Mono.fromCallable(() -> registry.scrape())
                    // Gauges may read files of /proc.
                    .subscribeOn(Schedulers.boundedElastic())
                    .flatMap(text -> ServerResponse.ok().contentType(TEXT_FORMAT).bodyValue(text)))
        .build();
  }
}
