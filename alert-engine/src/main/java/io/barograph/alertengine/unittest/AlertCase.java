package io.barograph.alertengine.unittest;

import io.barograph.model.Labels;
import java.time.Duration;
import java.util.List;

/** The alerts of a name that must fire at a time, and no others. */
record AlertCase(Duration evalTime, String alertName, List<FiringAlert> expected) {
  AlertCase {
    expected = expected.stream().sorted().toList();
  }

  /** An alert as tests compare it. */
  record FiringAlert(Labels labels, Labels annotations) implements Comparable<FiringAlert> {
    @Override
    public int compareTo(FiringAlert other) {
      int order = labels.compareTo(other.labels);
      return order == 0 ? annotations.compareTo(other.annotations) : order;
    }

    @Override
    public String toString() {
      return "labels: %s, annotations: %s".formatted(labels, annotations);
    }
  }
}
