package io.barograph.timescale.catalog;

import io.barograph.model.Label;
import io.barograph.model.Labels;
import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import org.jspecify.annotations.Nullable;

/** What this store cannot hold, whatever the doors let through. */
final class LabelsCheck {
  /** A group of 128 series counts the labels of all in 16 bits. */
  static final int MAX_LABELS = 500;

  private LabelsCheck() {}

  static @Nullable Rejection reject(Labels labels) {
    if (labels.metricName().isEmpty()) {
      return new Rejection(
          RejectReason.MISSING_METRIC_NAME,
          "series %s has no metric name; set the label __name__".formatted(labels));
    }
    if (labels.size() > MAX_LABELS) {
      return new Rejection(
          RejectReason.TOO_MANY_LABELS,
          "series of metric \"%s\" has %d labels, limit is %d"
              .formatted(labels.metricName(), labels.size(), MAX_LABELS));
    }
    for (int i = 0; i < labels.size(); i++) {
      if (!isText(labels.name(i)) || !isText(labels.value(i))) {
        return new Rejection(
            RejectReason.INVALID_LABEL,
            "label %s holds U+0000 or half a surrogate pair, which the database cannot store"
                .formatted(new Label(labels.name(i), labels.value(i))));
      }
    }
    return null;
  }

  private static boolean isText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
