package io.barograph.promql.evaluate;

import io.barograph.model.Labels;
import io.barograph.promql.step.NameRemoval;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.tree.AggregateExpr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The groups of an aggregation, found once for all steps. */
final class Grouping {
  /** Series that are aggregated together, and the labels of what comes out. */
  record Group(Labels labels, boolean nameDropped, List<StepSeries> members) {}

  private Grouping() {}

  /** Groups in the order of their first members. */
  static List<Group> of(AggregateExpr aggregate, List<StepSeries> series) {
    Map<Labels, Group> groups = new LinkedHashMap<>();
    for (StepSeries each : series) {
      Labels labels = labels(aggregate, each.labels());
      groups
          .computeIfAbsent(labels, key -> new Group(key, each.nameDropped(), new ArrayList<>()))
          .members
          .add(each);
    }
    return List.copyOf(groups.values());
  }

  private static Labels labels(AggregateExpr aggregate, Labels labels) {
    if (!aggregate.without()) {
      return aggregate.grouping().isEmpty() ? Labels.EMPTY : labels.keeping(aggregate.grouping());
    }
    Labels kept = NameRemoval.withoutName(labels);
    for (String name : aggregate.grouping()) {
      kept = kept.without(name);
    }
    return kept;
  }
}
