package io.barograph.promql;

import io.barograph.model.Labels;
import io.barograph.promql.evaluate.EvaluationSettings;
import io.barograph.promql.evaluate.Evaluator;
import io.barograph.promql.evaluate.LoadedData;
import io.barograph.promql.step.Absent;
import io.barograph.promql.step.Budget;
import io.barograph.promql.step.NameRemoval;
import io.barograph.promql.step.Notices;
import io.barograph.promql.step.RangeSeries;
import io.barograph.promql.step.RangeVectors;
import io.barograph.promql.step.StepScalars;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepValue;
import io.barograph.promql.step.StepVectors;
import io.barograph.promql.step.Steps;
import io.barograph.promql.step.UniqueLabels;
import io.barograph.promql.step.Window;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.StringLiteral;
import io.barograph.promql.value.InstantVector;
import io.barograph.promql.value.Matrix;
import io.barograph.promql.value.QueryResult;
import io.barograph.promql.value.QueryStatistics;
import io.barograph.promql.value.QueryValue;
import io.barograph.promql.value.Scalar;
import io.barograph.promql.value.StringValue;
import io.barograph.promql.value.ValueType;
import io.barograph.promql.value.VectorElement;
import io.barograph.storage.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** One evaluation of a query on loaded data, and the shaping of its value. */
final class QueryRun {
  private final Query query;
  private final EvaluationSettings settings;
  private final LoadedData data;
  private final Budget budget;
  private final Notices notices;
  private final Evaluator evaluator;

  QueryRun(
      Query query,
      EvaluationSettings settings,
      LoadedData data,
      long maxSamples,
      BooleanSupplier cancelled) {
    this.query = query;
    this.settings = settings;
    this.data = data;
    this.budget = new Budget(maxSamples, cancelled);
    this.notices = new Notices(query.text());
    this.evaluator = new Evaluator(settings, query.bounds(), data, budget, notices);
  }

  QueryResult result(Duration loadTime, LongSupplier nanoTime) {
    long started = nanoTime.getAsLong();
    budget.charge(data.samples());
    QueryValue value = query.instant() ? instant(query.expr()) : matrix(query.expr());
    Duration evaluationTime = Duration.ofNanos(nanoTime.getAsLong() - started);
    return new QueryResult(
        value,
        notices.collected(),
        new QueryStatistics(
            data.seriesCount(), data.samples(), budget.peak(), loadTime, evaluationTime));
  }

  private QueryValue instant(Expr expr) {
    long time = query.steps().start();
    if (expr.unwrapped() instanceof StringLiteral string) {
      return new StringValue(time, string.value());
    }
    if (expr.type() == ValueType.MATRIX) {
      return samples(evaluator.ranges(expr, query.steps()));
    }
    return switch (evaluator.evaluate(expr, query.steps())) {
      case StepScalars scalars -> new Scalar(time, scalars.values()[0]);
      case StepVectors vectors -> {
        List<VectorElement> elements = new ArrayList<>(vectors.series().size());
        for (StepSeries series : finished(vectors).series()) {
          if (!Absent.is(series.values()[0])) {
            elements.add(new VectorElement(series.labels(), time, series.values()[0]));
          }
        }
        yield new InstantVector(elements);
      }
    };
  }

  /** What a range selector or subquery alone gives: the samples of its window as they are. */
  private Matrix samples(RangeVectors ranges) {
    List<Series> result = new ArrayList<>();
    Window window = new Window(ranges);
    for (RangeSeries series : ranges.series()) {
      window.enter(series);
      if (!window.isEmpty()) {
        budget.charge(window.size());
        Labels labels =
            series.nameDropped() ? NameRemoval.withoutName(series.labels()) : series.labels();
        result.add(
            new Series(
                labels,
                Arrays.copyOfRange(series.timestamps(), window.from(), window.to()),
                Arrays.copyOfRange(series.values(), window.from(), window.to()),
                window.size()));
      }
    }
    result.sort(Comparator.comparing(Series::labels));
    return new Matrix(result);
  }

  private Matrix matrix(Expr expr) {
    StepValue value = evaluator.evaluate(expr, query.steps());
    List<Series> result = new ArrayList<>();
    switch (value) {
      case StepScalars scalars -> result.add(present(Labels.EMPTY, scalars.values()));
      case StepVectors vectors -> {
        for (StepSeries series : finished(vectors).series()) {
          budget.check();
          result.add(present(series.labels(), series.values()));
        }
        result.removeIf(series -> series.size() == 0);
        result.sort(Comparator.comparing(Series::labels));
      }
    }
    return new Matrix(result);
  }

  private StepVectors finished(StepVectors vectors) {
    return settings.nameRemoval() == NameRemoval.DELAYED
        ? UniqueLabels.require(vectors.series().stream().map(QueryRun::withoutDroppedName).toList())
        : vectors;
  }

  private static StepSeries withoutDroppedName(StepSeries series) {
    return series.nameDropped()
        ? series.withLabels(NameRemoval.withoutName(series.labels()))
        : series;
  }

  private Series present(Labels labels, double[] values) {
    Steps steps = query.steps();
    long[] times = new long[values.length];
    int size = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Absent.is(values[i])) {
        times[size] = steps.time(i);
        values[size++] = values[i];
      }
    }
    return new Series(labels, times, values, size);
  }
}
