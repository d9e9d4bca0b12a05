package io.barograph.ingest.rsocket;

/** A message that is no {@code SampleColumns}; says where. Ends the channel it came on. */
final class MalformedBatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedBatchException(int position, String fault) {
    // No stack trace: the place is in the message, and a hostile sender must not make it costly.
    super("batch cannot be decoded at byte " + position + ": " + fault, null, false, false);
  }
}
