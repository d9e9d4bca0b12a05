package io.barograph.queryapi.services;

import io.barograph.promql.Engine;
import io.barograph.promql.value.Matrix;
import io.barograph.promql.value.QueryResult;
import io.barograph.storage.Series;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks the engine for requests, the queries of one question side by side. */
final class RequestReader {
  /** Below this a window holds too few evaluations of the rules, in milliseconds. */
  private static final long SHORTEST_RECORDED = 10 * 60_000;

  private static final long RECORDED_EVERY = 60_000;
  private static final double RECORDED_AT_LEAST = 0.95;

  private final Engine engine;

  RequestReader(Engine engine) {
    this.engine = engine;
  }

  /** From recorded rates where they are about all of the window, else from the counters. */
  <K extends Comparable<K>> Mono<TrafficTable<K>> read(Question<K> question) {
    return source(question).flatMap(source -> read(question, source));
  }

  /** From the counters as they are this moment. */
  <K extends Comparable<K>> Mono<TrafficTable<K>> readCounters(Question<K> question) {
    return read(question, RequestSource.COUNTERS);
  }

  private record Part(RequestMetric metric, List<Series> series) {}

  private <K extends Comparable<K>> Mono<TrafficTable<K>> read(
      Question<K> question, RequestSource source) {
    Grid grid = question.grid();
    return Flux.fromIterable(question.metrics())
        .flatMap(
            metric ->
                matrix(source.expression(metric, question.filter(), grid, question.by()), grid)
                    .map(series -> new Part(metric, series)))
        .collect(
            () -> new TrafficTable<>(grid, question.key()),
            (table, part) -> table.add(part.metric, part.series));
  }

  private Mono<List<Series>> matrix(String query, Grid grid) {
    return engine
        .range(query, grid.start(), grid.end(), grid.step())
        .map(QueryResult::value)
        .cast(Matrix.class)
        .map(Matrix::series);
  }

  private Mono<RequestSource> source(Question<?> question) {
    Window window = question.window();
    RequestSource recorded =
        RequestSource.recorded(question.metrics(), question.filter(), question.by());
    if (recorded == RequestSource.COUNTERS || window.length() < SHORTEST_RECORDED) {
      return Mono.just(RequestSource.COUNTERS);
    }
    return matrix(
            "max(count_over_time(%s[%dms]))".formatted(RequestSource.MARKER, window.length()),
            Grid.whole(window))
        .map(series -> isComplete(series, window) ? recorded : RequestSource.COUNTERS);
  }

  private static boolean isComplete(List<Series> evaluations, Window window) {
    return !evaluations.isEmpty()
        && evaluations.getFirst().values()[0]
            >= RECORDED_AT_LEAST * window.length() / RECORDED_EVERY;
  }
}
