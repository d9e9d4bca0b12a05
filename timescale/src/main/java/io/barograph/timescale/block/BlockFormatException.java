package io.barograph.timescale.block;

/** A payload that is no well-formed sample block: truncated, damaged, or of a later format. */
public final class BlockFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int offset;

  BlockFormatException(String message, int offset) {
    super(message + " (at byte " + offset + " of the block)");
    this.offset = offset;
  }

  /** The byte within the payload, after decompression, where decoding stopped. */
  public int offset() {
    return offset;
  }
}
