package io.barograph.storage;

/**
 * Samples that a query asks for are there but cannot be read, because what holds them is damaged.
 * An answer without them would be wrong, and asking again does not help; the message names the
 * place and the way out.
 */
public final class UnreadableSamplesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableSamplesException(String message) {
    super(message);
  }

  public UnreadableSamplesException(String message, Throwable cause) {
    super(message, cause);
  }
}
