package io.barograph.promql.evaluate;

import io.barograph.model.Labels;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepVectors;
import io.barograph.promql.tree.VectorMatching;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The labels by which series of two vectors are matched. */
final class MatchKey {
  private final VectorMatching matching;

  MatchKey(VectorMatching matching) {
    this.matching = matching;
  }

  /** Series match when these labels are equal. */
  Labels of(Labels labels) {
    if (matching.on()) {
      return labels.keeping(matching.labels());
    }
    Labels key = labels.without(Labels.METRIC_NAME);
    for (String name : matching.labels()) {
      key = key.without(name);
    }
    return key;
  }

  /** The series of a vector by key, in their order. */
  Map<Labels, List<StepSeries>> index(StepVectors vectors) {
    Map<Labels, List<StepSeries>> index = new LinkedHashMap<>();
    for (StepSeries series : vectors.series()) {
      index.computeIfAbsent(of(series.labels()), _ -> new ArrayList<>(1)).add(series);
    }
    return index;
  }
}
