package io.barograph.promql;

import io.barograph.promql.evaluate.EvaluationSettings;
import io.barograph.promql.evaluate.LoadedData;
import io.barograph.promql.evaluate.QueryBounds;
import io.barograph.promql.evaluate.Read;
import io.barograph.promql.evaluate.ReadPlan;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.step.Steps;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.ParseException;
import io.barograph.promql.value.QueryException;
import io.barograph.promql.value.QueryResult;
import io.barograph.promql.value.ValueType;
import io.barograph.storage.Series;
import io.barograph.storage.SeriesQuerier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Answers PromQL queries from storage. All that a query selects is read first, without blocking;
 * then it is evaluated in one go on a scheduler that may block its threads for as long as that
 * takes.
 *
 * <p>Results may fail with {@link ParseException} if the query is not PromQL, with {@link
 * QueryException} if it cannot be answered within its limits or from its data, and with whatever
 * storage fails with. Cancelling a result stops the reads and the evaluation.
 */
public final class Engine {
  /** Reads of one query under way at once. */
  private static final int CONCURRENT_READS = 4;

  private final SeriesQuerier querier;
  private final EngineSettings settings;
  private final Parser parser;
  private final Scheduler scheduler;
  private final LongSupplier nanoTime;

  /**
   * An engine over a store.
   *
   * @param scheduler where evaluation runs; its threads are kept busy, so not an event loop
   * @param nanoTime a clock for statistics, such as {@code System::nanoTime}
   */
  public Engine(
      SeriesQuerier querier, EngineSettings settings, Scheduler scheduler, LongSupplier nanoTime) {
    this.querier = querier;
    this.settings = settings;
    this.parser = new Parser(settings.parser());
    this.scheduler = scheduler;
    this.nanoTime = nanoTime;
  }

  public EngineSettings settings() {
    return settings;
  }

  /** The parser with the options of this engine. */
  public Parser parser() {
    return parser;
  }

  /** The value of a query at one time, in milliseconds since the Unix epoch. */
  public Mono<QueryResult> instant(String query, long time, QueryLimits limits) {
    return Mono.defer(
        () -> {
          Expr expr = parser.parse(query);
          return answer(
              new Query(query, expr, Steps.at(time), new QueryBounds(time, time), true), limits);
        });
  }

  public Mono<QueryResult> instant(String query, long time) {
    return instant(query, time, settings.queryLimits());
  }

  /**
   * The values of a query from {@code start} to at most {@code end}, every {@code step}: a matrix.
   * All in milliseconds. How many steps there may be, the caller bounds.
   */
  public Mono<QueryResult> range(
      String query, long start, long end, long step, QueryLimits limits) {
    return Mono.defer(
        () -> {
          Expr expr = parser.parse(query);
          if (expr.type() != ValueType.SCALAR && expr.type() != ValueType.VECTOR) {
            throw ParseException.ofWholeQuery(
                expr.range(),
                "invalid expression type \"%s\" for range query, must be Scalar or instant Vector"
                    .formatted(expr.type().documentedText()));
          }
          long count = (end - start) / step + 1;
          if (end < start || count > Integer.MAX_VALUE) {
            throw QueryException.tooManySamples(settings.maxSamples());
          }
          return answer(
              new Query(
                  query,
                  expr,
                  new Steps(start, step, (int) count),
                  new QueryBounds(start, end),
                  false),
              limits);
        });
  }

  public Mono<QueryResult> range(String query, long start, long end, long step) {
    return range(query, start, end, step, settings.queryLimits());
  }

  private Mono<QueryResult> answer(Query query, QueryLimits limits) {
    EvaluationSettings evaluation =
        new EvaluationSettings(
            limits.lookbackDelta().toMillis(),
            settings.defaultSubqueryStep().toMillis(),
            settings.nameRemoval());
    ReadPlan plan =
        ReadPlan.of(
            query.expr(),
            query.steps(),
            query.bounds(),
            evaluation.lookback(),
            evaluation.defaultSubqueryStep());
    AtomicBoolean abandoned = new AtomicBoolean();
    long started = nanoTime.getAsLong();
    return load(plan)
        .<QueryResult>handle(
            (data, sink) -> {
              Duration loadTime = Duration.ofNanos(nanoTime.getAsLong() - started);
              QueryRun run =
                  new QueryRun(query, evaluation, data, settings.maxSamples(), abandoned::get);
              try {
                sink.next(run.result(loadTime, nanoTime));
              } catch (QueryException e) {
                // Nobody waits for an abandoned query, so its end is no error to report.
                if (e.kind() != QueryException.Kind.CANCELED) {
                  sink.error(e);
                }
              }
            })
        .doOnCancel(() -> abandoned.set(true))
        .timeout(limits.timeout())
        .onErrorMap(TimeoutException.class, _ -> QueryException.timeout(limits.timeout()));
  }

  private Mono<LoadedData> load(ReadPlan plan) {
    AtomicLong samples = new AtomicLong();
    return Flux.fromIterable(plan.reads())
        .flatMap(read -> load(read, samples), CONCURRENT_READS)
        // Storage may end on an event loop, and what follows begins with sorting.
        .publishOn(scheduler)
        .collect(
            () -> new LoadedData(plan), (data, loaded) -> data.add(loaded.read, loaded.series));
  }

  private Mono<Loaded> load(Read read, AtomicLong samples) {
    if (read.range().isEmpty()) {
      return Mono.just(new Loaded(read, List.of()));
    }
    return querier
        .select(read.range(), read.matchers())
        .doOnNext(
            series -> {
              if (samples.addAndGet(series.size()) > settings.maxSamples()) {
                throw QueryException.tooManySamples(settings.maxSamples());
              }
            })
        .collectList()
        .map(series -> new Loaded(read, series));
  }

  private record Loaded(Read read, List<Series> series) {}
}
