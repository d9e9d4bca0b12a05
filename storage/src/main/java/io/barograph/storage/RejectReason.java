package io.barograph.storage;

import java.util.Locale;

/**
 * Why a sample or series was refused. The text form is the {@code reason} label of Barograph's own
 * metrics and goes to senders, so a name once released stays.
 */
public enum RejectReason {
  /** A label set without a metric name, or with an empty one. */
  MISSING_METRIC_NAME,
  /** An empty label name, one that is not valid UTF-8, or a value that is not. */
  INVALID_LABEL,
  DUPLICATE_LABEL,
  LABEL_NAME_TOO_LONG,
  LABEL_VALUE_TOO_LONG,
  TOO_MANY_LABELS,
  /** The metric has as many series as one metric may have. */
  TOO_MANY_SERIES_PER_METRIC,
  /** The store has as many series as it may have. */
  TOO_MANY_SERIES,
  /** Another label set already has this 64-bit fingerprint. */
  FINGERPRINT_COLLISION,
  /** Older than retention: it would be dropped at once. */
  TIMESTAMP_TOO_OLD,
  TIMESTAMP_TOO_FAR_IN_FUTURE,
  /** A batch refers to a series that its connection has not defined. */
  UNDEFINED_SERIES,
  /** A connection defines a number twice with different labels. */
  SERIES_REDEFINED,
  /** Columns of different lengths, or a frame that cannot be decoded. */
  MALFORMED,
  /** A kind of value that is not stored yet, such as native histograms and exemplars. */
  UNSUPPORTED;

  /** As it stands in metrics and acknowledgements: lower case with underscores. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
