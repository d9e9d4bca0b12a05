package io.barograph.alertengine.notify;

import java.time.Duration;

/**
 * One way in which a receiver is told.
 *
 * @param name the kind and its place in the receiver, such as {@code webhook/0}
 * @param tellsEnds whether it wants to know of ended alerts ({@code send_resolved})
 * @param timeout of one attempt
 */
public record Integration(
    String receiver, String name, boolean tellsEnds, Duration timeout, Notifier notifier) {
  /** The kind alone, such as {@code webhook}. */
  public String kind() {
    return name.substring(0, name.indexOf('/'));
  }
}
