package io.barograph.ingest;

import io.barograph.model.Label;
import io.barograph.model.Labels;
import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds the label set of one series from what a sender wrote, and refuses what breaks a rule: a
 * metric name must be there, names must be unique and not empty, all must be valid UTF-8 without
 * U+0000 and keep {@link LabelLimits}. Labels may come in any order. A label with an empty value is
 * left out, because it means no label.
 *
 * <p>The first broken rule decides the reason. Reusable after {@link #clear()}; not thread-safe.
 */
public final class LabelSetBuilder {
  private final LabelLimits limits;
  private final List<Label> labels = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private int count;
  private @Nullable RejectReason reason;
  private @Nullable Supplier<String> fault;

  public LabelSetBuilder(LabelLimits limits) {
    this.limits = limits;
  }

  /** Forgets the labels of the series before. */
  public LabelSetBuilder clear() {
    labels.clear();
    names.clear();
    count = 0;
    reason = null;
    fault = null;
    return this;
  }

  /** A label as it lies in a buffer in UTF-8; the bytes are read now and not kept. */
  public LabelSetBuilder add(
      byte[] bytes, int nameOffset, int nameLength, int valueOffset, int valueLength) {
    if (valueLength == 0 || exceedsCount()) {
      return this;
    }
    if (fitsLimits(Utf8.shortened(bytes, nameOffset, nameLength), nameLength, valueLength)) {
      keep(
          Utf8.decode(bytes, nameOffset, nameLength), Utf8.decode(bytes, valueOffset, valueLength));
    }
    return this;
  }

  public LabelSetBuilder add(String name, String value) {
    if (value.isEmpty() || exceedsCount()) {
      return this;
    }
    int nameLength = Utf8.length(name);
    int valueLength = Utf8.length(value);
    if (nameLength < 0 || valueLength < 0) {
      refuse(RejectReason.INVALID_LABEL, () -> "has a label that is no valid Unicode; correct it");
    } else if (fitsLimits(() -> SeriesText.shortened(name), nameLength, valueLength)) {
      keep(name, value);
    }
    return this;
  }

  /** The label set, or why it is refused. */
  public CheckedLabels build() {
    if (count > limits.labels()) {
      int actual = count;
      refuse(
          RejectReason.TOO_MANY_LABELS,
          () -> "has %d labels, limit is %d; drop some".formatted(actual, limits.labels()));
    }
    if (!names.contains(Labels.METRIC_NAME)) {
      refuse(
          RejectReason.MISSING_METRIC_NAME,
          () -> "has no metric name; give it the label \"" + Labels.METRIC_NAME + "\"");
    }
    if (reason != null && fault != null) {
      return new CheckedLabels.Refused(
          new Rejection(reason, "series " + SeriesText.shortened(labels) + " " + fault.get()));
    }
    return new CheckedLabels.Valid(Labels.of(labels));
  }

  /** Counts a label, and says whether it is beyond those that are looked at. */
  private boolean exceedsCount() {
    return ++count > limits.labels();
  }

  private boolean fitsLimits(Supplier<String> name, int nameLength, int valueLength) {
    if (nameLength == 0) {
      refuse(RejectReason.INVALID_LABEL, () -> "has a label with an empty name; name it");
      return false;
    }
    if (nameLength > limits.nameBytes()) {
      String shown = name.get();
      refuse(
          RejectReason.LABEL_NAME_TOO_LONG,
          () ->
              "has the label name \"%s\" of %d bytes, limit is %d; shorten it"
                  .formatted(shown, nameLength, limits.nameBytes()));
      return false;
    }
    if (valueLength > limits.valueBytes()) {
      String shown = name.get();
      refuse(
          RejectReason.LABEL_VALUE_TOO_LONG,
          () ->
              "has a value of %d bytes in label \"%s\", limit is %d; shorten it"
                  .formatted(valueLength, shown, limits.valueBytes()));
      return false;
    }
    return true;
  }

  private void keep(@Nullable String name, @Nullable String value) {
    if (name == null) {
      refuse(RejectReason.INVALID_LABEL, () -> "has a label name that is not UTF-8; encode it so");
    } else if (value == null) {
      refuse(
          RejectReason.INVALID_LABEL,
          () ->
              "has a value that is not UTF-8 in label \"%s\"; encode it so"
                  .formatted(SeriesText.shortened(name)));
    } else if (name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
      // PostgreSQL has no text with this character, and one such series must not fail others.
      refuse(
          RejectReason.INVALID_LABEL,
          () -> "has the character U+0000 in label \"%s\"; remove it".formatted(name));
    } else if (!names.add(name)) {
      refuse(
          RejectReason.DUPLICATE_LABEL,
          () ->
              "has the label \"%s\" twice; send each name once"
                  .formatted(SeriesText.shortened(name)));
    } else {
      labels.add(new Label(name, value));
    }
  }

  private void refuse(RejectReason broken, Supplier<String> text) {
    if (reason == null) {
      reason = broken;
      fault = text;
    }
  }
}
