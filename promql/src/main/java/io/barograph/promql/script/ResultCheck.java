package io.barograph.promql.script;

import io.barograph.model.Labels;
import io.barograph.promql.script.Command.Grid;
import io.barograph.promql.value.FloatFormat;
import io.barograph.promql.value.InstantVector;
import io.barograph.promql.value.Matrix;
import io.barograph.promql.value.QueryValue;
import io.barograph.promql.value.Scalar;
import io.barograph.promql.value.StringValue;
import io.barograph.promql.value.VectorElement;
import io.barograph.storage.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares a value with what a script expects. Each check gives null, or what is wrong. */
final class ResultCheck {
  private final Expectation expected;

  ResultCheck(Expectation expected) {
    this.expected = expected;
  }

  @Nullable String instant(QueryValue value) {
    return switch (value) {
      case Scalar scalar -> scalar(scalar.value());
      case StringValue string -> string(string.value());
      case InstantVector vector -> vector(vector);
      case Matrix matrix ->
          expected.matrix == null
              ? "a matrix was not expected: " + matrix
              : matrix(matrix, expected.matrix);
    };
  }

  /** Where a range query must give the same as the instant query did, at one of its times. */
  @Nullable String instantWithin(Matrix matrix, long time) {
    List<VectorElement> elements = new ArrayList<>();
    for (Series series : matrix.series()) {
      for (int i = 0; i < series.size(); i++) {
        if (series.timestamps()[i] == time) {
          elements.add(new VectorElement(series.labels(), time, series.values()[i]));
        }
      }
    }
    if (expected.scalar != null) {
      return elements.size() == 1
          ? scalar(elements.getFirst().value())
          : "expected a scalar, got " + elements;
    }
    return vector(new InstantVector(elements));
  }

  private @Nullable String scalar(double actual) {
    Double wanted = expected.scalar;
    if (wanted != null && Closeness.same(wanted, actual)) {
      return null;
    }
    return "expected %s, got scalar %s"
        .formatted(
            wanted == null ? "no scalar" : FloatFormat.plain(wanted), FloatFormat.plain(actual));
  }

  private @Nullable String string(String actual) {
    return actual.equals(expected.string)
        ? null
        : "expected string \"%s\", got \"%s\"".formatted(expected.string, actual);
  }

  private @Nullable String vector(InstantVector vector) {
    if (expected.scalar != null || expected.string != null) {
      return "expected no vector, got " + vector;
    }
    List<VectorElement> elements = vector.elements();
    for (int i = 0; expected.ordered && i < expected.series.size(); i++) {
      Labels wanted = expected.series.get(i).labels();
      if (i >= elements.size() || !elements.get(i).labels().equals(wanted)) {
        return "expected %s at place %d, got %s"
            .formatted(wanted, i + 1, i < elements.size() ? elements.get(i).labels() : "nothing");
      }
    }
    Map<Labels, Series> actual = new HashMap<>();
    for (VectorElement each : elements) {
      Series series = new Series(each.labels(), new long[] {0}, new double[] {each.value()}, 1);
      if (actual.put(each.labels(), series) != null) {
        return each.labels() + " comes twice";
      }
    }
    return compare(actual, new Grid(0, 0, 1));
  }

  @Nullable String matrix(Matrix matrix, Grid grid) {
    Map<Labels, Series> actual = new HashMap<>();
    Labels before = null;
    for (Series series : matrix.series()) {
      if (before != null && before.compareTo(series.labels()) >= 0) {
        return "series are not in order: " + series.labels() + " after " + before;
      }
      before = series.labels();
      actual.put(series.labels(), series);
    }
    Double scalar = expected.scalar;
    if (scalar != null) {
      return "expected a scalar, got a matrix";
    }
    return compare(actual, grid);
  }

  private @Nullable String compare(Map<Labels, Series> actual, Grid grid) {
    for (SeriesLine line : expected.series) {
      Series series = actual.remove(line.labels());
      String difference =
          series == null
              ? line.values().stream().allMatch(value -> value == null) ? null : "missing"
              : difference(line, series, grid);
      if (difference != null) {
        return line.labels() + ": " + difference;
      }
    }
    return actual.isEmpty() ? null : "not expected: " + actual.values();
  }

  private static @Nullable String difference(SeriesLine line, Series series, Grid grid) {
    int next = 0;
    for (int i = 0; i < Math.max(line.values().size(), grid.count()); i++) {
      Double wanted = i < line.values().size() ? line.values().get(i) : null;
      long time = grid.start() + i * grid.step();
      boolean present = next < series.size() && series.timestamps()[next] == time;
      double value = present ? series.values()[next] : Double.NaN;
      next += present ? 1 : 0;
      boolean same = wanted == null ? !present : present && Closeness.same(wanted, value);
      if (!same) {
        return "expected %s at %d ms, got %s"
            .formatted(
                wanted == null ? "nothing" : FloatFormat.plain(wanted),
                time,
                present ? FloatFormat.plain(value) : "nothing");
      }
    }
    return next == series.size() ? null : "samples outside the expected times: " + series;
  }
}
