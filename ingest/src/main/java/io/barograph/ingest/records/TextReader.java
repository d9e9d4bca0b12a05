package io.barograph.ingest.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.ingest.ProtobufCursor;

/**
 * Reads texts up to a limit; bytes that are no UTF-8 become replacement characters. Remembers
 * whether anything was cut.
 */
final class TextReader {
  private static final String MARK = "…";
  private static final int MARK_BYTES = 3;

  private boolean cut;

  boolean hasCut() {
    return cut;
  }

  void markCut() {
    cut = true;
  }

  String read(ProtobufCursor in, int tag, int limit) {
    in.requireType(tag, ProtobufCursor.LENGTH_DELIMITED);
    int length = in.length();
    int start = in.position();
    in.skipBytes(length);
    if (length <= limit) {
      return new String(in.bytes(), start, length, UTF_8);
    }
    cut = true;
    int end = start + limit - MARK_BYTES;
    // Not into a character: its further bytes have the two high bits 10.
    while (end > start && (in.bytes()[end] & 0xc0) == 0x80) {
      end--;
    }
    return new String(in.bytes(), start, end - start, UTF_8) + MARK;
  }
}
