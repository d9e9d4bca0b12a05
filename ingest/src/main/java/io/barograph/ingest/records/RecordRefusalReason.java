package io.barograph.ingest.records;

import java.util.Locale;

/** Why a record was refused. The text form goes to senders, so a name once released stays. */
public enum RecordRefusalReason {
  /** An id that has not 16 bytes. */
  INVALID_ID,
  /** A transaction or exception without job or instance. */
  MISSING_PROCESS,
  /** A duration that is no time, or an event without a kind. */
  INVALID_VALUE,
  TIMESTAMP_TOO_OLD,
  TIMESTAMP_TOO_FAR_IN_FUTURE;

  /** As it stands in metrics and acknowledgements. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
