package io.barograph.promql.script;

import io.barograph.promql.Engine;
import io.barograph.promql.script.Command.Clear;
import io.barograph.promql.script.Command.Evaluate;
import io.barograph.promql.script.Command.Grid;
import io.barograph.promql.script.Command.Load;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.ParseException;
import io.barograph.promql.value.Matrix;
import io.barograph.promql.value.QueryException;
import io.barograph.promql.value.QueryResult;
import io.barograph.promql.value.ValueType;
import io.barograph.storage.SampleAppender;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.SeriesResolution;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Runs scripts against an engine and the store below it, which starts empty. Each instant query is
 * also run pinned to its time from other times, and within a range, and must give the same.
 */
public final class ScriptRunner {
  private static final long MINUTE = 60_000;

  private final Engine engine;
  private final SampleAppender appender;
  private final Runnable clear;
  private final HistogramSeries histograms = new HistogramSeries();

  /**
   * A runner.
   *
   * @param clear drops all data of the store
   */
  public ScriptRunner(Engine engine, SampleAppender appender, Runnable clear) {
    this.engine = engine;
    this.appender = appender;
    this.clear = clear;
  }

  /**
   * Runs a script from an empty store to the end, whatever fails on the way.
   *
   * @param name stands before the line number of failures
   * @throws ScriptException if the script cannot be read
   */
  public void run(String name, String script, ScriptReport report) {
    clear();
    for (Command command : ScriptReader.read(script)) {
      switch (command) {
        case Clear _ -> clear();
        case Load load -> load(load);
        case Evaluate evaluate -> evaluate(name, evaluate, report);
      }
    }
  }

  private void clear() {
    clear.run();
    histograms.clear();
  }

  private void load(Load load) {
    histograms.add(load);
    List<SeriesLine> series = load.series();
    SeriesResolution ids =
        Objects.requireNonNull(
            appender.resolve(series.stream().map(SeriesLine::labels).toList()).block());
    for (int i = 0; i < series.size(); i++) {
      List<@Nullable Double> values = series.get(i).values();
      long[] seriesIds = new long[values.size()];
      long[] timestamps = new long[values.size()];
      double[] samples = new double[values.size()];
      int size = 0;
      for (int place = 0; place < values.size(); place++) {
        Double value = values.get(place);
        if (value != null) {
          seriesIds[size] = ids.id(i);
          timestamps[size] = place * load.step();
          samples[size++] = value;
        }
      }
      appender
          .append(new SampleBatch(ids.generation(), seriesIds, timestamps, samples, size))
          .block();
    }
  }

  private void evaluate(String name, Evaluate evaluate, ScriptReport report) {
    String problem;
    try {
      Expr expr = engine.parser().parse(evaluate.query());
      if (evaluate.expected().hasHistograms() || histograms.concern(expr)) {
        report.leaveOut("native histograms");
        return;
      }
      problem = evaluate.instant() ? instant(evaluate, expr) : range(evaluate);
    } catch (ParseException | QueryException e) {
      problem = failure(evaluate.expected(), e.getMessage());
    }
    if (problem == null) {
      report.pass();
    } else {
      report.fail("%s:%d: %s: %s".formatted(name, evaluate.line(), evaluate.query(), problem));
    }
  }

  private static @Nullable String failure(Expectation expected, @Nullable String message) {
    String text = message == null ? "no message" : message;
    if (!expected.mustFail()) {
      return "failed: " + text;
    }
    return ExpectationReader.allMatch(expected.failures, List.of(text))
        ? null
        : "expected it to fail with \"%s\", got \"%s\""
            .formatted(expected.failures.getLast().description(), text);
  }

  private static QueryResult await(Mono<QueryResult> result) {
    return Objects.requireNonNull(result.block());
  }

  private @Nullable String range(Evaluate evaluate) {
    Grid times = evaluate.times();
    QueryResult result =
        await(engine.range(evaluate.query(), times.start(), times.end(), times.step()));
    if (evaluate.expected().mustFail()) {
      return "expected it to fail, got " + result.value();
    }
    String problem = NoticeCheck.check(evaluate.expected(), result.notices());
    return problem != null
        ? problem
        : new ResultCheck(evaluate.expected()).matrix((Matrix) result.value(), times);
  }

  private @Nullable String instant(Evaluate evaluate, Expr expr) {
    long time = evaluate.times().start();
    String problem = instant(evaluate, evaluate.query(), expr.type(), time);
    if (problem != null || !PinnedQuery.canPin(expr)) {
      return problem;
    }
    String pinned = PinnedQuery.pin(expr, time).toString();
    long[] others =
        time == 0
            ? new long[] {-1000, 0, 1000}
            : new long[] {-10 * time, 0, time / 5, time, 10 * time};
    for (long other : others) {
      problem = instant(evaluate, pinned, expr.type(), other);
      if (problem != null) {
        return "as \"%s\" at %d ms: %s".formatted(pinned, other, problem);
      }
    }
    return null;
  }

  private @Nullable String instant(Evaluate evaluate, String query, ValueType type, long time) {
    Expectation expected = evaluate.expected();
    ResultCheck check = new ResultCheck(expected);
    QueryResult result = await(engine.instant(query, time));
    if (expected.mustFail()) {
      return "expected it to fail, got " + result.value();
    }
    String problem = NoticeCheck.check(expected, result.notices());
    if (problem == null) {
      problem = check.instant(result.value());
    }
    boolean hasRange = type == ValueType.SCALAR || type == ValueType.VECTOR;
    boolean boundToRange = query.contains("start()") || query.contains("end()");
    if (problem != null || !hasRange || boundToRange || expected.ordered) {
      return problem;
    }
    QueryResult around = await(engine.range(query, time - MINUTE, time + MINUTE, MINUTE));
    problem = check.instantWithin((Matrix) around.value(), time);
    return problem == null ? null : "within a range: " + problem;
  }
}
