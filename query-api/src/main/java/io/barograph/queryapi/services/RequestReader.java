package io.barograph.queryapi.services;

import io.barograph.promql.Engine;
import io.barograph.promql.value.Matrix;
import io.barograph.promql.value.QueryResult;
import io.barograph.storage.Series;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks the engine for requests, the queries of one question side by side. */
final class RequestReader {
  /** Below this a window holds too few evaluations of the rules, in milliseconds. */
  private static final long SHORTEST_RECORDED = 10 * 60_000;

  private final Engine engine;

  RequestReader(Engine engine) {
    this.engine = engine;
  }

  /** For which parts of a time the rules recorded rates; asked for once, when it is needed. */
  Mono<RecordedTime> recordedTime(Window window) {
    Grid spans = RecordedTime.spans(window);
    return matrix(
            "max(count_over_time(%s[%dms]))".formatted(RequestSource.MARKER, spans.window()), spans)
        .map(evaluations -> new RecordedTime(spans, evaluations))
        .cache();
  }

  <K extends Comparable<K>> Mono<TrafficTable<K>> read(Question<K> question) {
    return read(question, recordedTime(question.grid().all()));
  }

  /**
   * From recorded rates for the time that they cover, from the counters for the rest; and for all
   * of it if nothing was recorded: what began a moment ago waits for no evaluation.
   *
   * @param recorded of a time that all of the question lies in
   */
  <K extends Comparable<K>> Mono<TrafficTable<K>> read(
      Question<K> question, Mono<RecordedTime> recorded) {
    RequestSource source =
        RequestSource.recorded(question.metrics(), question.filter(), question.by());
    if (source == RequestSource.COUNTERS || question.window().length() < SHORTEST_RECORDED) {
      return readCounters(question);
    }
    return recorded
        .map(time -> time.stretches(question.grid(), source))
        .flatMap(
            stretches ->
                read(question, stretches)
                    .filter(table -> !table.rows().isEmpty() || isCounted(stretches))
                    .switchIfEmpty(Mono.defer(() -> readCounters(question))));
  }

  /** From the counters as they are this moment. */
  <K extends Comparable<K>> Mono<TrafficTable<K>> readCounters(Question<K> question) {
    return read(question, counters(question.grid()));
  }

  private static boolean isCounted(List<Stretch> stretches) {
    return stretches.stream().allMatch(stretch -> stretch.source() == RequestSource.COUNTERS);
  }

  private static List<Stretch> counters(Grid grid) {
    return List.of(new Stretch(RequestSource.COUNTERS, grid, 1));
  }

  private record Part(RequestMetric metric, Stretch stretch, List<Series> series) {}

  private <K extends Comparable<K>> Mono<TrafficTable<K>> read(
      Question<K> question, List<Stretch> stretches) {
    return Flux.fromIterable(stretches)
        .flatMap(stretch -> parts(question, stretch))
        .collect(
            () -> new TrafficTable<>(question.grid(), question.key()),
            (table, part) -> table.add(part.metric, part.series, part.stretch.share()));
  }

  private Flux<Part> parts(Question<?> question, Stretch stretch) {
    return stretch.source() == RequestSource.COUNTERS
        ? partsIfAny(question, stretch)
        : parts(question, stretch, question.metrics());
  }

  /** Requests first: where none were counted, as before a fleet began, nobody need look further. */
  private Flux<Part> partsIfAny(Question<?> question, Stretch stretch) {
    Set<RequestMetric> others = EnumSet.copyOf(question.metrics());
    others.remove(RequestMetric.COUNT);
    return part(question, stretch, RequestMetric.COUNT)
        .flatMapMany(
            count ->
                count.series.isEmpty()
                    ? Flux.empty()
                    : parts(question, stretch, others).startWith(count));
  }

  private Flux<Part> parts(Question<?> question, Stretch stretch, Set<RequestMetric> metrics) {
    return Flux.fromIterable(metrics).flatMap(metric -> part(question, stretch, metric));
  }

  private Mono<Part> part(Question<?> question, Stretch stretch, RequestMetric metric) {
    Grid grid = stretch.grid();
    return matrix(stretch.source().expression(metric, question.filter(), grid, question.by()), grid)
        .map(series -> new Part(metric, stretch, series));
  }

  private Mono<List<Series>> matrix(String query, Grid grid) {
    return engine
        .range(query, grid.start(), grid.end(), grid.step())
        .map(QueryResult::value)
        .cast(Matrix.class)
        .map(Matrix::series);
  }
}
