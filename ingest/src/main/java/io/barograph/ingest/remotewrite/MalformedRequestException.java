package io.barograph.ingest.remotewrite;

/** A request body that cannot be read. Nothing of it was stored, and it will not get better. */
final class MalformedRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedRequestException(String message) {
    // No stack trace: the place is in the message, and a hostile sender must not make it costly.
    super(message, null, false, false);
  }

  /** With the byte at which reading failed, counted in the decompressed body. */
  static MalformedRequestException at(int offset, String problem) {
    return new MalformedRequestException("malformed protobuf at byte " + offset + ": " + problem);
  }
}
