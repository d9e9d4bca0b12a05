package io.barograph.storage.inventory;

import java.time.Duration;
import java.time.Instant;

/**
 * A host as it was last seen.
 *
 * @param last with details, {@link HostDetails#UNKNOWN} where none were reported
 */
public record HostEntry(HostSighting last, HostDetails details, Instant firstSeen) {
  public HostEntry {
    // One place for what is known, so that two entries with the same are equal.
    last =
        new HostSighting(
            last.host(), last.bucket(), last.labels(), last.agentVersion(), details, last.seen());
  }

  /** Without data for so long, a host or process is offline. */
  public static final Duration OFFLINE_AFTER = Duration.ofSeconds(30);

  /** Whether data came lately. */
  public boolean isOnlineAt(Instant now) {
    return !last.seen().isBefore(now.minus(OFFLINE_AFTER));
  }
}
