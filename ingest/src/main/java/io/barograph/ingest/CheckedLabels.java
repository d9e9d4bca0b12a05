package io.barograph.ingest;

import io.barograph.model.Labels;
import io.barograph.storage.Rejection;

/** A label set that has been held against {@link LabelLimits}. */
public sealed interface CheckedLabels {

  /** Fit to be a series: has a metric name, is sorted, and keeps every limit. */
  record Valid(Labels labels) implements CheckedLabels {}

  record Refused(Rejection rejection) implements CheckedLabels {}
}
