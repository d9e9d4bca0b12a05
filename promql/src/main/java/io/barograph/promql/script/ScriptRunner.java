package io.barograph.promql.script;

import io.barograph.promql.parse.Parser;
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
import io.barograph.storage.Series;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts against a target, which starts empty. Each instant query is also run pinned to its
 * time from other times, and within a range, and must give the same.
 */
public final class ScriptRunner {
  private static final long MINUTE = 60_000;

  private final ScriptTarget target;
  private final Parser parser;
  private final HistogramSeries histograms = new HistogramSeries();

  /**
   * A runner.
   *
   * @param parser with the options of the target
   */
  public ScriptRunner(ScriptTarget target, Parser parser) {
    this.target = target;
    this.parser = parser;
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
    target.clear();
    histograms.clear();
  }

  private void load(Load load) {
    histograms.add(load);
    target.load(load.series().stream().map(line -> samples(line, load.step())).toList());
  }

  private static Series samples(SeriesLine line, long step) {
    List<@Nullable Double> values = line.values();
    long[] timestamps = new long[values.size()];
    double[] samples = new double[values.size()];
    int size = 0;
    for (int place = 0; place < values.size(); place++) {
      Double value = values.get(place);
      if (value != null) {
        timestamps[size] = place * step;
        samples[size++] = value;
      }
    }
    return new Series(line.labels(), timestamps, samples, size);
  }

  private void evaluate(String name, Evaluate evaluate, ScriptReport report) {
    String problem;
    try {
      Expr expr = parse(evaluate);
      if (evaluate.expected().hasHistograms() || histograms.concern(expr)) {
        report.leaveOut("native histograms");
        return;
      }
      problem = evaluate.instant() ? instant(evaluate, expr) : range(evaluate);
    } catch (ParseException | QueryException e) {
      problem = failure(evaluate.expected(), e.getMessage());
    } catch (NotJudgedException e) {
      report.leaveOut(e.reason());
      return;
    }
    if (problem == null) {
      report.pass();
    } else {
      report.fail("%s:%d: %s: %s".formatted(name, evaluate.line(), evaluate.query(), problem));
    }
  }

  /** The tree; of what is no PromQL, the target has the word. */
  private Expr parse(Evaluate evaluate) {
    try {
      return parser.parse(evaluate.query());
    } catch (ParseException e) {
      target.instant(evaluate.query(), evaluate.times().start());
      throw e;
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

  private @Nullable String range(Evaluate evaluate) {
    Grid times = evaluate.times();
    QueryResult result = target.range(evaluate.query(), times.start(), times.end(), times.step());
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
    QueryResult result = target.instant(query, time);
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
    QueryResult around = target.range(query, time - MINUTE, time + MINUTE, MINUTE);
    problem = check.instantWithin((Matrix) around.value(), time);
    return problem == null ? null : "within a range: " + problem;
  }
}
