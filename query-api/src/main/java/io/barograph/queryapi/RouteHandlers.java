package io.barograph.queryapi;

import io.barograph.queryapi.services.Grid;
import io.barograph.queryapi.services.RequestFilter;
import io.barograph.queryapi.services.RouteDetail;
import io.barograph.queryapi.services.RouteDetail.Findings;
import io.barograph.queryapi.services.RouteDetail.ServingProcess;
import io.barograph.queryapi.services.RouteDetail.Slowness;
import io.barograph.queryapi.services.RouteKey;
import io.barograph.queryapi.services.RouteOrder;
import io.barograph.queryapi.services.SlowRoutes;
import io.barograph.queryapi.services.SlowRoutes.Ranked;
import io.barograph.queryapi.services.Traffic;
import io.barograph.queryapi.services.Window;
import java.time.Clock;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Routes of services: which are the worst, and what is known of one. */
final class RouteHandlers {
  private final SlowRoutes slowRoutes;
  private final RouteDetail routeDetail;
  private final QueryAdmission admission;
  private final int maxPoints;
  private final Clock clock;

  RouteHandlers(
      SlowRoutes slowRoutes,
      RouteDetail routeDetail,
      QueryAdmission admission,
      int maxPoints,
      Clock clock) {
    this.slowRoutes = slowRoutes;
    this.routeDetail = routeDetail;
    this.admission = admission;
    this.maxPoints = maxPoints;
    this.clock = clock;
  }

  Mono<ServerResponse> slow(ServerRequest request) {
    return Parameters.of(request)
        .flatMap(
            parameters -> {
              ServiceQuestion question = new ServiceQuestion(parameters, clock);
              RouteOrder order = question.choice("sort", RouteOrder.class, RouteOrder.P95);
              int limit = question.limit();
              return admission
                  .admit(slowRoutes.rank(order, question.filter(), question.window()))
                  .flatMap(
                      routes -> {
                        ServicePage<Ranked> page =
                            new ServicePage<>(routes, question.position(), limit);
                        return Answer.success(json -> write(json, question, order, page));
                      });
            })
        .onErrorMap(QueryFailure::toApiException);
  }

  private static void write(
      JsonGenerator json, ServiceQuestion question, RouteOrder order, ServicePage<Ranked> page) {
    Window window = question.window();
    json.writeStartObject().writeStringProperty("sort", ServiceQuestion.name(order));
    TrafficJson.writeWindow(json, window);
    json.writeArrayPropertyStart("routes");
    for (Ranked route : page.items()) {
      json.writeStartObject();
      TrafficJson.writeRoute(json, route.key());
      TrafficJson.writeTotals(json, route.traffic(), window);
      writeBefore(json, route.before(), window);
      json.writeEndObject();
    }
    json.writeEndArray();
    page.writeNext(json, question);
    json.writeEndObject();
  }

  private static void writeBefore(JsonGenerator json, Traffic before, Window window) {
    json.writeObjectPropertyStart("before");
    TrafficJson.writeTotals(json, before, window);
    json.writeEndObject();
  }

  Mono<ServerResponse> one(ServerRequest request) {
    return Parameters.of(request)
        .flatMap(
            parameters -> {
              String id = request.pathVariable("id");
              RouteKey key =
                  RouteKey.parse(id)
                      .orElseThrow(
                          () ->
                              ApiException.notFound(
                                  "\"%s\" is not the id of a route; take it from /routes/slow"
                                      .formatted(id)));
              ServiceQuestion question = new ServiceQuestion(parameters, clock);
              Grid grid = question.grid(maxPoints);
              RequestFilter filter = question.filter();
              int limit = question.limit();
              return admission
                  .admit(routeDetail.find(key, filter, question.window(), grid))
                  .flatMap(
                      found -> {
                        if (found.traffic().requestsPerSecond().isEmpty()) {
                          throw ApiException.notFound(
                              "route %s %s of job \"%s\" was not served in this window; widen it"
                                  .formatted(key.method(), key.route(), key.job()));
                        }
                        return Answer.success(json -> write(json, question, key, found, limit));
                      });
            })
        .onErrorMap(QueryFailure::toApiException);
  }

  private static void write(
      JsonGenerator json, ServiceQuestion question, RouteKey key, Findings found, int limit) {
    Window window = question.window();
    json.writeStartObject();
    TrafficJson.writeRoute(json, key);
    TrafficJson.writeWindow(json, window);
    json.writeNumberProperty("step_seconds", found.grid().step() / 1000.0)
        .writeNumberProperty("rate_window_seconds", found.grid().window() / 1000.0);
    TrafficJson.writeTotals(json, found.traffic(), window);
    TrafficJson.writeErrors(json, found.traffic());
    TrafficJson.write(json, "slow_above_seconds", found.slowAbove());
    writeSlowness(json, found.slowness());
    writeBefore(json, found.before(), window);
    json.writeArrayPropertyStart("points");
    for (int i = 0; i < found.points().size(); i++) {
      writePoint(json, found.grid().time(i), found.points().get(i));
    }
    json.writeEndArray().writeNumberProperty("process_count", found.processes().size());
    json.writeArrayPropertyStart("processes");
    found.processes().stream().limit(limit).forEach(each -> writeProcess(json, each, window));
    json.writeEndArray().writeEndObject();
  }

  private static void writePoint(JsonGenerator json, long time, Traffic traffic) {
    json.writeStartObject().writeStringProperty("time", TrafficJson.time(time));
    TrafficJson.writeRates(json, traffic);
    TrafficJson.writeErrors(json, traffic);
    TrafficJson.write(json, "p50_seconds", TrafficJson.quantile(traffic, 0.5));
    TrafficJson.write(json, "p95_seconds", TrafficJson.quantile(traffic, 0.95));
    TrafficJson.write(json, "p99_seconds", TrafficJson.quantile(traffic, 0.99));
    json.writeEndObject();
  }

  private static void writeProcess(JsonGenerator json, ServingProcess process, Window window) {
    json.writeStartObject();
    process.labels().asList().forEach(each -> json.writeStringProperty(each.name(), each.value()));
    TrafficJson.writeTotals(json, process.traffic(), window);
    writeSlowness(json, process.slowness());
    json.writeEndObject();
  }

  private static void writeSlowness(JsonGenerator json, Slowness slowness) {
    json.writeBooleanProperty("slow", slowness.isSlow());
    if (slowness.since().isPresent()) {
      json.writeStringProperty("slow_since", TrafficJson.time(slowness.since().getAsLong()));
    } else {
      json.writeNullProperty("slow_since");
    }
  }
}
