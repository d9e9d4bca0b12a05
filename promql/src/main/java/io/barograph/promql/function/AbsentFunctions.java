package io.barograph.promql.function;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MatchType;
import io.barograph.promql.step.Absent;
import io.barograph.promql.step.RangeSeries;
import io.barograph.promql.step.RangeVectors;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepValue;
import io.barograph.promql.step.StepVectors;
import io.barograph.promql.step.Window;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.MatrixSelector;
import io.barograph.promql.tree.VectorSelector;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One where there is nothing, with the labels that the missing series would surely have. */
final class AbsentFunctions {
  private AbsentFunctions() {}

  static Map<String, QueryFunction> byName() {
    return Map.of(
        "absent", AbsentFunctions::absent, "absent_over_time", AbsentFunctions::absentOverTime);
  }

  private static StepValue absent(Arguments arguments) {
    boolean[] present = new boolean[arguments.steps().count()];
    for (StepSeries series : arguments.vectors(0).series()) {
      double[] values = series.values();
      for (int i = 0; i < present.length; i++) {
        present[i] |= !Absent.is(values[i]);
      }
    }
    return oneWhereNot(present, arguments.expr(0));
  }

  private static StepValue absentOverTime(Arguments arguments) {
    boolean[] present = new boolean[arguments.steps().count()];
    RangeVectors ranges = arguments.ranges(0);
    Window window = new Window(ranges);
    for (RangeSeries series : ranges.series()) {
      arguments.budget().check();
      window.enter(series);
      for (int i = 0; i < present.length; i++) {
        window.moveTo(i);
        present[i] |= !window.isEmpty();
      }
    }
    return oneWhereNot(present, arguments.expr(0));
  }

  private static StepVectors oneWhereNot(boolean[] present, Expr expr) {
    double[] values = Absent.values(present.length);
    for (int i = 0; i < values.length; i++) {
      if (!present[i]) {
        values[i] = 1;
      }
    }
    return Absent.everywhere(values)
        ? StepVectors.EMPTY
        : new StepVectors(List.of(new StepSeries(labels(expr), false, values)));
  }

  /** Labels that a selector pins to one value; a label with two matchers is pinned to none. */
  private static Labels labels(Expr expr) {
    List<LabelMatcher> matchers =
        switch (expr) {
          case VectorSelector selector -> selector.matchers();
          case MatrixSelector matrix -> matrix.vector().matchers();
          default -> List.of();
        };
    Map<String, String> labels = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    for (LabelMatcher matcher : matchers) {
      if (matcher.name().equals(Labels.METRIC_NAME)) {
        continue;
      }
      if (seen.add(matcher.name()) && matcher.type() == MatchType.EQUAL) {
        labels.put(matcher.name(), matcher.value());
      } else {
        labels.remove(matcher.name());
      }
    }
    return Labels.of(labels);
  }
}
