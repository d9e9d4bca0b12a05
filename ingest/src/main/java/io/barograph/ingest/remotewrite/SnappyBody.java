package io.barograph.ingest.remotewrite;

import java.io.IOException;
import org.xerial.snappy.Snappy;

/** Snappy's block format, with the size checked before any memory is taken. */
final class SnappyBody {
  private SnappyBody() {}

  /**
   * The size that the header declares.
   *
   * @throws MalformedRequestException if there is no header
   * @throws RequestTooLargeException if it is over {@code maxBytes}
   */
  static int declaredLength(byte[] compressed, int maxBytes) {
    int length;
    try {
      length = Snappy.uncompressedLength(compressed);
    } catch (IOException e) {
      throw malformed(e);
    }
    if (length < 0 || length > maxBytes) {
      throw new RequestTooLargeException(
          "%s bytes after decompression, limit is %d"
              .formatted(Integer.toUnsignedString(length), maxBytes));
    }
    return length;
  }

  /** Decompresses into a new array of {@code declaredLength} bytes. */
  static byte[] decompress(byte[] compressed, int declaredLength) {
    byte[] decompressed = new byte[declaredLength];
    try {
      Snappy.uncompress(compressed, 0, compressed.length, decompressed, 0);
      return decompressed;
    } catch (IOException e) {
      throw new MalformedRequestException(
          "malformed snappy: the block is damaged or in the framed format; send the block format");
    }
  }

  private static MalformedRequestException malformed(IOException e) {
    return new MalformedRequestException("malformed snappy: " + e.getMessage());
  }
}
