package io.barograph.storage.inventory;

import java.util.Locale;

/** What an agent says of a process. */
public enum ProcessStatus {
  UNKNOWN,
  ONLINE,
  STARTING,
  STOPPING,
  STOPPED,
  /** It ended with an error and is not started again. */
  ERRORED;

  /** As it stands in tables and answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
