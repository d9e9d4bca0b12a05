package io.barograph.storage.alerts;

import java.time.Instant;

/**
 * An alert that began to fire, or the end of one, for the history.
 *
 * @param reason why it ended, for people; empty when it began
 */
public record AlertEvent(Instant time, Kind kind, AlertRecord alert, String reason) {
  /** What happened. */
  public enum Kind {
    FIRING,
    RESOLVED,
    EXPIRED
  }
}
