package io.barograph.alertengine.notify;

import org.jspecify.annotations.Nullable;

/** A receiver did not take a notification. */
public final class NotifyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  private NotifyException(String message, @Nullable Throwable cause, boolean passing) {
    super(message, cause);
    this.passing = passing;
  }

  /** A failure that may pass, so that the same is worth sending again soon. */
  public static NotifyException passing(String message) {
    return new NotifyException(message, null, true);
  }

  /** A failure that may pass, with its cause. */
  public static NotifyException passing(String message, Throwable cause) {
    return new NotifyException(message, cause, true);
  }

  /** A refusal: the same would be refused again. */
  public static NotifyException lasting(String message) {
    return new NotifyException(message, null, false);
  }

  public boolean isPassing() {
    return passing;
  }
}
