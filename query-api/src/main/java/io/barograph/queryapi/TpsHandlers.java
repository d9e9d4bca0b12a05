package io.barograph.queryapi;

import io.barograph.queryapi.services.Grid;
import io.barograph.queryapi.services.RequestFilter;
import io.barograph.queryapi.services.RouteKey;
import io.barograph.queryapi.services.Tps;
import io.barograph.queryapi.services.TpsGrouping;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.core.JsonGenerator;

/** Requests a second: over a window, and live. */
final class TpsHandlers {
  private static final Logger logger = LoggerFactory.getLogger(TpsHandlers.class);

  private static final Duration PACE = Duration.ofSeconds(5);

  /** Different questions asked live at one time; the same question costs once. */
  private static final int MOST_LIVE = 100;

  private final Tps tps;
  private final QueryAdmission admission;
  private final int maxPoints;
  private final Clock clock;
  private final Scheduler scheduler;
  private final Map<Live, Flux<ServerSentEvent<String>>> live = new ConcurrentHashMap<>();

  TpsHandlers(Tps tps, QueryAdmission admission, int maxPoints, Clock clock, Scheduler scheduler) {
    this.tps = tps;
    this.admission = admission;
    this.maxPoints = maxPoints;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  /** A question that is asked again and again. */
  private record Live(TpsGrouping grouping, RequestFilter filter, int limit) {}

  Mono<ServerResponse> series(ServerRequest request) {
    return Parameters.of(request)
        .flatMap(
            parameters -> {
              ServiceQuestion question = new ServiceQuestion(parameters, clock);
              TpsGrouping grouping = grouping(question);
              Grid grid = question.grid(maxPoints);
              RequestFilter filter = question.filter();
              int limit = question.limit();
              return admission
                  .admit(tps.over(grouping, filter, question.window(), grid))
                  .flatMap(
                      lines -> {
                        ServicePage<Tps.Line> page =
                            new ServicePage<>(lines, question.position(), limit);
                        return Answer.success(json -> write(json, question, grouping, grid, page));
                      });
            })
        .onErrorMap(QueryFailure::toApiException);
  }

  private static TpsGrouping grouping(ServiceQuestion question) {
    return question.choice("by", TpsGrouping.class, TpsGrouping.FLEET);
  }

  private static void write(
      JsonGenerator json,
      ServiceQuestion question,
      TpsGrouping grouping,
      Grid grid,
      ServicePage<Tps.Line> page) {
    json.writeStartObject().writeStringProperty("by", ServiceQuestion.name(grouping));
    TrafficJson.writeWindow(json, question.window());
    json.writeNumberProperty("step_seconds", grid.step() / 1000.0)
        .writeNumberProperty("rate_window_seconds", grid.window() / 1000.0);
    TrafficJson.write(json, "requests_per_second", total(page.all()));
    json.writeArrayPropertyStart("series");
    for (Tps.Line line : page.items()) {
      json.writeStartObject();
      writeLine(json, grouping, line);
      json.writeArrayPropertyStart("points");
      for (int i = 0; i < grid.count(); i++) {
        json.writeStartArray().writeRawValue(TimeText.seconds(grid.time(i)));
        TrafficJson.write(json, line.points().get(i));
        json.writeEndArray();
      }
      json.writeEndArray().writeEndObject();
    }
    json.writeEndArray();
    page.writeNext(json, question);
    json.writeEndObject();
  }

  private static void writeLine(JsonGenerator json, TpsGrouping grouping, Tps.Line line) {
    if (grouping == TpsGrouping.ROUTE) {
      TrafficJson.writeRoute(json, RouteKey.of(line.labels()));
    } else {
      line.labels().asList().forEach(each -> json.writeStringProperty(each.name(), each.value()));
    }
    TrafficJson.write(json, "requests_per_second", line.current());
  }

  private static OptionalDouble total(List<Tps.Line> lines) {
    double sum = 0;
    boolean known = false;
    for (Tps.Line line : lines) {
      known |= line.current().isPresent();
      sum += line.current().orElse(0);
    }
    return known ? OptionalDouble.of(sum) : OptionalDouble.empty();
  }

  Mono<ServerResponse> stream(ServerRequest request) {
    return Parameters.of(request)
        .flatMap(
            parameters -> {
              ServiceQuestion question = new ServiceQuestion(parameters, clock);
              Live asked = new Live(grouping(question), question.filter(), question.limit());
              return ServerResponse.ok()
                  .contentType(MediaType.TEXT_EVENT_STREAM)
                  .header("Cache-Control", "no-cache")
                  .body(BodyInserters.fromServerSentEvents(shared(asked)));
            });
  }

  /** A client that is slow misses values; the next one says all that the last one said. */
  private Flux<ServerSentEvent<String>> shared(Live asked) {
    if (live.size() >= MOST_LIVE && !live.containsKey(asked)) {
      throw new ApiException(
          ErrorType.UNAVAILABLE,
          "%d different questions are asked live already; ask one of those, or again later"
              .formatted(MOST_LIVE));
    }
    return live.computeIfAbsent(
            asked,
            question ->
                Flux.interval(Duration.ZERO, PACE, scheduler)
                    .onBackpressureDrop()
                    .concatMap(tick -> now(question), 1)
                    .doFinally(signal -> live.remove(question))
                    .replay(1)
                    .refCount())
        .onBackpressureLatest();
  }

  private Mono<ServerSentEvent<String>> now(Live asked) {
    return Mono.defer(
            () -> {
              long time = clock.millis();
              return admission
                  .admit(tps.at(asked.grouping, asked.filter, time))
                  .map(lines -> event(asked, time, lines));
            })
        .onErrorResume(
            failure -> {
              logger.debug("the rate of requests could not be read and is read again", failure);
              return Mono.just(
                  ServerSentEvent.<String>builder().comment("no answer this time").build());
            });
  }

  private static ServerSentEvent<String> event(Live asked, long time, List<Tps.Line> lines) {
    String data =
        JsonBody.text(
            json -> {
              json.writeStartObject()
                  .writeStringProperty("by", ServiceQuestion.name(asked.grouping))
                  .writeStringProperty("time", TrafficJson.time(time));
              TrafficJson.write(json, "requests_per_second", total(lines));
              json.writeArrayPropertyStart("series");
              lines.stream()
                  .limit(asked.limit)
                  .forEach(
                      line -> {
                        json.writeStartObject();
                        writeLine(json, asked.grouping, line);
                        json.writeEndObject();
                      });
              json.writeEndArray().writeEndObject();
            });
    return ServerSentEvent.<String>builder().event("tps").data(data).build();
  }
}
