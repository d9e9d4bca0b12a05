package io.barograph.promql.function;

import io.barograph.promql.step.Absent;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepValue;
import io.barograph.promql.step.StepVectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Order for instant queries; the results of range queries are ordered by labels anyway. */
final class SortFunctions {
  private SortFunctions() {}

  static Map<String, QueryFunction> byName() {
    return Map.of(
        "sort",
        byValue(Comparator.naturalOrder()),
        "sort_desc",
        byValue(Comparator.reverseOrder()),
        "sort_by_label",
        arguments -> byLabels(arguments, false),
        "sort_by_label_desc",
        arguments -> byLabels(arguments, true));
  }

  /** NaN comes last whatever the direction. */
  private static QueryFunction byValue(Comparator<Double> direction) {
    Comparator<StepSeries> order =
        Comparator.comparing((StepSeries series) -> Double.isNaN(series.values()[0]))
            .thenComparing(series -> series.values()[0] + 0.0, direction);
    return arguments -> sorted(arguments, arguments.vectors(0), order);
  }

  private static StepValue byLabels(Arguments arguments, boolean descending) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i < arguments.count(); i++) {
      names.add(arguments.string(i));
    }
    Comparator<StepSeries> order =
        (left, right) -> {
          for (String name : names) {
            int compared =
                NaturalOrder.compare(
                    left.labels().valueOrEmpty(name), right.labels().valueOrEmpty(name));
            if (compared != 0) {
              return compared;
            }
          }
          return left.labels().compareTo(right.labels());
        };
    return sorted(arguments, arguments.vectors(0), descending ? order.reversed() : order);
  }

  private static StepVectors sorted(
      Arguments arguments, StepVectors vectors, Comparator<StepSeries> order) {
    if (arguments.steps().count() > 1) {
      return vectors;
    }
    return new StepVectors(
        vectors.series().stream()
            .filter(series -> !Absent.is(series.values()[0]))
            .sorted(order)
            .toList());
  }
}
