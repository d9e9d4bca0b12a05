package io.barograph.ingest.falcon;

/** A body of which no item can be taken. */
final class UnreadableBodyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableBodyException(String message) {
    super(message);
  }
}
