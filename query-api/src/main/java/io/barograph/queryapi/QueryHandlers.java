package io.barograph.queryapi;

import io.barograph.promql.Engine;
import io.barograph.promql.QueryLimits;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.Formatter;
import io.barograph.promql.value.QueryResult;
import io.barograph.promql.value.QueryStatistics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Queries: at one time, over a range, and a query itself in its canonical form. */
final class QueryHandlers {
  private static final int MOST_NOTICES = 10;

  private final Engine engine;
  private final QueryAdmission admission;
  private final int maxPoints;
  private final Clock clock;

  QueryHandlers(Engine engine, QueryAdmission admission, int maxPoints, Clock clock) {
    this.engine = engine;
    this.admission = admission;
    this.maxPoints = maxPoints;
    this.clock = clock;
  }

  Mono<ServerResponse> instant(ServerRequest request) {
    return Parameters.of(request)
        .flatMap(
            parameters -> {
              long time = parameters.time("time", clock.millis());
              OptionalInt limit = parameters.limit("limit");
              QueryLimits limits = limits(parameters);
              String query = parameters.text("query");
              return execute(
                  engine.instant(query, time, limits), limit, wantsStatistics(parameters));
            })
        .onErrorMap(QueryFailure::toApiException);
  }

  Mono<ServerResponse> range(ServerRequest request) {
    return Parameters.of(request)
        .flatMap(
            parameters -> {
              long start = parameters.time("start");
              long end = parameters.time("end");
              if (end < start) {
                throw ApiException.badParameter(
                    "end", "end timestamp must not be before start time");
              }
              long step = step(parameters, start, end);
              OptionalInt limit = parameters.limit("limit");
              QueryLimits limits = limits(parameters);
              String query = parameters.text("query");
              return execute(
                  engine.range(query, start, end, step, limits),
                  limit,
                  wantsStatistics(parameters));
            })
        .onErrorMap(QueryFailure::toApiException);
  }

  Mono<ServerResponse> format(ServerRequest request) {
    return Parameters.of(request)
        .flatMap(
            parameters -> {
              String text = Formatter.format(engine.parser().parse(parameters.text("query")));
              return Answer.success(json -> json.writeString(text));
            })
        .onErrorMap(QueryFailure::toApiException);
  }

  Mono<ServerResponse> parse(ServerRequest request) {
    return Parameters.of(request)
        .flatMap(
            parameters -> {
              Expr expr = engine.parser().parse(parameters.text("query"));
              return Answer.success(json -> TreeJson.write(json, expr));
            })
        .onErrorMap(QueryFailure::toApiException);
  }

  /** Milliseconds between points; at least one, and not so small that there are too many. */
  private long step(Parameters parameters, long start, long end) {
    long step = parameters.duration("step").toMillis();
    if (step <= 0) {
      throw ApiException.badParameter(
          "step",
          "zero or negative query resolution step widths are not accepted. Try a positive integer");
    }
    if (Math.subtractExact(end, start) / step > maxPoints) {
      throw ApiException.badData(
          "exceeded maximum resolution of %,d points per timeseries. Try decreasing the query resolution (?step=XX)"
              .formatted(maxPoints));
    }
    return step;
  }

  /** What the request asks for itself; it may shorten the server's timeout, never lengthen it. */
  private QueryLimits limits(Parameters parameters) {
    QueryLimits defaults = engine.settings().queryLimits();
    Duration timeout = parameters.duration("timeout", defaults.timeout());
    try {
      return new QueryLimits(
          parameters.duration("lookback_delta", defaults.lookbackDelta()),
          timeout.compareTo(defaults.timeout()) < 0 ? timeout : defaults.timeout());
    } catch (IllegalArgumentException e) {
      throw ApiException.badData(String.valueOf(e.getMessage()));
    }
  }

  private static boolean wantsStatistics(Parameters parameters) {
    return !parameters.text("stats").isEmpty();
  }

  private Mono<ServerResponse> execute(
      Mono<QueryResult> query, OptionalInt limit, boolean withStatistics) {
    long asked = System.nanoTime();
    AtomicLong admitted = new AtomicLong(asked);
    return admission
        .admit(query.doFirst(() -> admitted.set(System.nanoTime())))
        .flatMap(
            result -> {
              long queued = admitted.get() - asked;
              long total = System.nanoTime() - asked;
              return answer(
                  result,
                  limit,
                  json -> {
                    if (withStatistics) {
                      writeStatistics(json, result, queued / 1e9, total / 1e9);
                    }
                  });
            });
  }

  private static Mono<ServerResponse> answer(
      QueryResult result, OptionalInt limit, JsonPart statistics) {
    Limited limited = Limited.of(result.value(), limit);
    List<String> warnings = new ArrayList<>(firstOf(result.notices().warnings(), "warning"));
    if (limited.truncated()) {
      warnings.add(Answer.TRUNCATED);
    }
    return Answer.success(
        ResultJson.parts(limited.value(), statistics),
        warnings,
        firstOf(result.notices().infos(), "info"));
  }

  /** As many as Prometheus sends, and how many more there are. */
  private static List<String> firstOf(List<String> notices, String kind) {
    if (notices.size() <= MOST_NOTICES) {
      return notices;
    }
    List<String> first = new ArrayList<>(notices.subList(0, MOST_NOTICES));
    first.add("%d more %s annotations omitted".formatted(notices.size() - MOST_NOTICES, kind));
    return first;
  }

  private static void writeStatistics(
      JsonGenerator json, QueryResult result, double queued, double total) {
    QueryStatistics statistics = result.statistics();
    double load = statistics.loadTime().toNanos() / 1e9;
    double evaluation = statistics.evaluationTime().toNanos() / 1e9;
    json.writeObjectPropertyStart("stats")
        .writeObjectPropertyStart("timings")
        .writeNumberProperty("evalTotalTime", load + evaluation)
        .writeNumberProperty("queryPreparationTime", load)
        .writeNumberProperty("innerEvalTime", evaluation)
        .writeNumberProperty("execQueueTime", queued)
        .writeNumberProperty("execTotalTime", total)
        .writeEndObject()
        .writeObjectPropertyStart("samples")
        .writeNumberProperty("totalQueryableSamples", statistics.samplesLoaded())
        .writeNumberProperty("peakSamples", statistics.peakSamples())
        .writeEndObject()
        .writeEndObject();
  }
}
