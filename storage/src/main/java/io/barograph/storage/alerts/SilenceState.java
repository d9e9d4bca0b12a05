package io.barograph.storage.alerts;

import java.util.Locale;

/** Where a silence stands in its window. */
public enum SilenceState {
  PENDING,
  ACTIVE,
  EXPIRED;

  /** As in the HTTP API. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
