package io.barograph.storage;

import java.time.Duration;

/**
 * The store cannot take or give data now: the database is gone, or as many samples wait as may
 * wait. Nothing was promised, and the same call may succeed later.
 */
public final class StorageUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /**
   * With a message for the sender.
   *
   * @param retryAfter when it is worth trying again
   */
  public StorageUnavailableException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  public StorageUnavailableException(String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
