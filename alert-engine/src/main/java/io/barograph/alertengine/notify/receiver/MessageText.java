package io.barograph.alertengine.notify.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Texts cut to what a receiver takes. */
final class MessageText {
  private static final String MARK = "…";

  private MessageText() {}

  /** At most so many bytes of UTF-8, the mark at the cut included. */
  static String cutToBytes(String text, int limit) {
    if (text.getBytes(UTF_8).length <= limit) {
      return text;
    }
    int room = limit - MARK.getBytes(UTF_8).length;
    int bytes = 0;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      bytes += Character.toString(codePoint).getBytes(UTF_8).length;
      if (bytes > room) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return text.substring(0, end) + MARK;
  }

  /** At most so many characters as people count them, the mark at the cut included. */
  static String cut(String text, int limit) {
    if (text.codePointCount(0, text.length()) <= limit) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, limit - 1)) + MARK;
  }
}
