package io.barograph.ingest.oddity;

import java.util.Locale;

/** What may be odd about an agent. The kind stands in events, so a name once released stays. */
public enum Oddity {
  /** Two connections report one process with different process ids or times of start, in turn. */
  IDENTITY_TWICE,
  /** A host has had more processes than are kept, as when a process changes its name. */
  TOO_MANY_PROCESSES,
  /** The clock of the host differs from the server's. */
  CLOCK_OFF,
  /** Samples are refused because a limit of series is reached. */
  TOO_MANY_SERIES,
  /** A batch was refused as a whole: it was too large, or could not be decoded. */
  BATCH_REFUSED;

  /** As it stands in events. */
  public String kind() {
    return name().toLowerCase(Locale.ROOT);
  }
}
