package io.barograph.storage;

import static java.util.Objects.requireNonNull;

/**
 * Why something was refused.
 *
 * @param message for the sender: what was wrong, the limit and the actual value, the way out
 */
public record Rejection(RejectReason reason, String message) {
  public Rejection {
    requireNonNull(reason, "reason is null");
    requireNonNull(message, "message is null");
  }
}
