package io.barograph.promql.step;

import io.barograph.model.Labels;
import java.util.List;

/**
 * When the metric name goes away from a series whose values no longer are that metric's: at once,
 * as Prometheus does by default, or marked now and removed at the end of the evaluation, so that
 * what comes between can still see it.
 */
public enum NameRemoval {
  IMMEDIATE,
  DELAYED;

  /** Labels that describe a metric rather than identify a series. */
  private static final List<String> METADATA_LABELS =
      List.of(Labels.METRIC_NAME, "__type__", "__unit__");

  /** The labels of a result computed from a series with {@code labels}. */
  public Labels labels(Labels labels) {
    return this == DELAYED ? labels : withoutName(labels);
  }

  public static Labels withoutName(Labels labels) {
    Labels bare = labels;
    for (String name : METADATA_LABELS) {
      bare = bare.without(name);
    }
    return bare;
  }
}
