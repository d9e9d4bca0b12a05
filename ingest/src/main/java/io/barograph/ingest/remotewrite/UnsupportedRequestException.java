package io.barograph.ingest.remotewrite;

/** A request in a form that this door does not read; answered with 415. */
final class UnsupportedRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsupportedRequestException(String message) {
    super(message);
  }
}
