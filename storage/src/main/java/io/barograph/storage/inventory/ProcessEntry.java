package io.barograph.storage.inventory;

import java.time.Instant;

/** A process as it was last reported. */
public record ProcessEntry(ProcessSighting last, Instant firstSeen) {
  /** Whether it was reported lately, and as running. */
  public boolean isOnlineAt(Instant now) {
    return !last.seen().isBefore(now.minus(HostEntry.OFFLINE_AFTER))
        && last.status() != ProcessStatus.STOPPED
        && last.status() != ProcessStatus.ERRORED;
  }
}
