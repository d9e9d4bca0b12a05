package io.barograph.promql.evaluate;

import io.barograph.model.Label;
import io.barograph.model.Labels;
import java.util.stream.Collectors;

/** Label sets as Prometheus writes them in errors: the metric name is a label like the others. */
final class LabelSetText {
  private LabelSetText() {}

  static String of(Labels labels) {
    return labels.asList().stream()
        .map(Label::toString)
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
