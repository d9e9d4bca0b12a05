package io.barograph.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Strict UTF-8, at the speed of the JDK's lenient decoder where the text is plain. */
final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /** The text, or null if the bytes are not valid UTF-8. */
  static @Nullable String decode(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    // The sender wrote the replacement character, or the decoder put it for malformed bytes.
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Bytes of the text in UTF-8, or -1 if it has half a surrogate pair and so no UTF-8. */
  static int length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        length++;
      } else if (c < 0x800) {
        length += 2;
      } else if (!Character.isSurrogate(c)) {
        length += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        length += 4;
        i++;
      } else {
        return -1;
      }
    }
    return length;
  }

  /** The beginning of bytes that may be long and may be no text at all, for a message. */
  static Supplier<String> shortened(byte[] bytes, int offset, int length) {
    return () ->
        SeriesText.shortened(
            new String(bytes, offset, Math.min(length, SeriesText.NAME_LENGTH + 8), UTF_8));
  }
}
