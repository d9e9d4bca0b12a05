package io.barograph.storage.alerts;

/** How far an alert has come. The last two are ends, and told apart wherever they are told. */
public enum AlertStage {
  /** Its condition holds, but not yet for long enough. */
  PENDING,
  FIRING,
  /** Its condition no longer held, on data that was there. */
  RESOLVED,
  /** The data behind it stayed away for longer than the grace time. */
  EXPIRED;

  public boolean ended() {
    return this == RESOLVED || this == EXPIRED;
  }
}
