package io.barograph.queryapi;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;
import static org.springframework.web.reactive.function.server.RouterFunctions.nest;

import io.barograph.promql.Engine;
import io.barograph.queryapi.services.RouteDetail;
import io.barograph.queryapi.services.SlowRoutes;
import io.barograph.queryapi.services.Tps;
import io.barograph.storage.SeriesQuerier;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The Prometheus HTTP API as routes below {@code /api/v1}. */
public final class QueryApi {
  private QueryApi() {}

  /**
   * Routes that answer from {@code engine}, {@code querier}, {@code alerts} and {@code services};
   * {@code clock} tells now.
   */
  public static RouterFunction<ServerResponse> routes(
      Engine engine,
      SeriesQuerier querier,
      AlertSources alerts,
      ServiceSources services,
      QueryApiSettings settings,
      Clock clock,
      MeterRegistry meters) {
    QueryAdmission admission =
        new QueryAdmission(settings.maxConcurrentQueries(), engine.settings().timeout(), meters);
    QueryHandlers queries = new QueryHandlers(engine, admission, settings.maxPoints(), clock);
    SeriesHandlers series = new SeriesHandlers(querier, engine.parser());
    StatusHandlers status = new StatusHandlers(settings, engine.settings(), clock);
    CardinalityHandlers cardinality = new CardinalityHandlers(querier, admission);
    RuleHandlers rules = new RuleHandlers(alerts.rules(), alerts.alertmanagers(), engine.parser());
    SilenceHandlers silences = new SilenceHandlers(alerts.silences(), clock);
    HistoryHandlers history = new HistoryHandlers(alerts.history(), engine.parser(), clock);
    EventHandlers events = new EventHandlers(alerts.history(), clock, Schedulers.parallel());
    TpsHandlers tps =
        new TpsHandlers(
            new Tps(engine), admission, settings.maxPoints(), clock, Schedulers.parallel());
    RouteHandlers serviceRoutes =
        new RouteHandlers(
            new SlowRoutes(engine),
            new RouteDetail(engine),
            admission,
            settings.maxPoints(),
            clock);
    TargetHandlers targets = new TargetHandlers();
    OpenApiHandler openApi = new OpenApiHandler(settings.version());
    RouterFunctions.Builder routes = RouterFunctions.route();
    getAndPost(routes, "/query", queries::instant);
    getAndPost(routes, "/query_range", queries::range);
    getAndPost(routes, "/query_exemplars", status::noExemplars);
    getAndPost(routes, "/format_query", queries::format);
    getAndPost(routes, "/parse_query", queries::parse);
    getAndPost(routes, "/labels", series::labelNames);
    getAndPost(routes, "/series", series::series);
    getOnly(routes, "/label/{name}/values", series::labelValues);
    getOnly(routes, "/metadata", series::metadata);
    getOnly(routes, "/status/buildinfo", status::buildInfo);
    getOnly(routes, "/status/runtimeinfo", status::runtimeInfo);
    getOnly(routes, "/status/flags", status::flags);
    getOnly(routes, "/status/tsdb", cardinality::status);
    getOnly(routes, "/rules", rules::rules);
    getOnly(routes, "/alerts", rules::alerts);
    getOnly(routes, "/alerts/history", history::page);
    getOnly(routes, "/alerts/events", events::stream);
    routes.GET("/silences", silences::all);
    routes.POST("/silences", silences::save);
    routes.GET("/silences/{id}", silences::one);
    routes.DELETE("/silences/{id}", silences::expire);
    getOnly(routes, "/alertmanagers", rules::alertmanagers);
    getOnly(routes, "/targets", targets::targets);
    getOnly(routes, "/targets/metadata", targets::metadata);
    getOnly(routes, "/scrape_pools", targets::scrapePools);
    getOnly(routes, "/tps", tps::series);
    getOnly(routes, "/tps/events", tps::stream);
    getOnly(routes, "/routes/slow", serviceRoutes::slow);
    getOnly(routes, "/routes/{id}", serviceRoutes::one);
    InventoryHandlers inventory = new InventoryHandlers(services.inventory(), clock);
    getOnly(routes, "/hosts", inventory::hosts);
    getOnly(routes, "/hosts/{id}", inventory::host);
    getOnly(routes, "/processes", inventory::processes);
    RecordRoutes.add(routes, services.records(), clock);
    getOnly(routes, "/openapi.yaml", openApi::document);
    routes.route(RequestPredicates.method(HttpMethod.OPTIONS), request -> noContent());
    routes.filter(new CrossOrigin());
    routes.onError(Throwable.class, (failure, request) -> Answer.error(failure));
    return nest(path("/api/v1"), routes.build());
  }

  private static void getAndPost(
      RouterFunctions.Builder routes, String path, HandlerFunction<ServerResponse> handler) {
    routes.GET(path, handler).POST(path, handler);
  }

  static void getOnly(
      RouterFunctions.Builder routes, String path, HandlerFunction<ServerResponse> handler) {
    routes
        .GET(path, handler)
        .route(
            path(path).and(RequestPredicates.method(HttpMethod.OPTIONS).negate()),
            QueryApi::refuseMethod);
  }

  private static Mono<ServerResponse> refuseMethod(ServerRequest request) {
    return ServerResponse.status(HttpStatus.METHOD_NOT_ALLOWED)
        .allow(HttpMethod.GET, HttpMethod.OPTIONS)
        .contentType(MediaType.TEXT_PLAIN)
        .bodyValue("method %s is not served here; ask by GET\n".formatted(request.method()));
  }

  private static Mono<ServerResponse> noContent() {
    return ServerResponse.noContent().build();
  }
}
