package io.barograph.agent.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.barograph.protocol.ProtocolLimits;
import java.util.LinkedHashMap;
import java.util.Map;

/** Cuts the texts of one record to what a server keeps, and remembers whether it had to. */
final class Texts {
  private static final String MARK = "…";
  private static final int MARK_BYTES = MARK.getBytes(UTF_8).length;

  private boolean truncated;

  /** Whether any text was cut. */
  boolean truncated() {
    return truncated;
  }

  String name(String text) {
    return cut(text, ProtocolLimits.NAME_BYTES);
  }

  String text(String text) {
    return cut(text, ProtocolLimits.TEXT_BYTES);
  }

  String stack(String text) {
    return cut(text, ProtocolLimits.STACK_BYTES);
  }

  Map<String, String> attributes(Map<String, String> attributes) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      if (kept.size() == ProtocolLimits.RECORD_ATTRIBUTES) {
        truncated = true;
        break;
      }
      kept.put(name(attribute.getKey()), text(attribute.getValue()));
    }
    return kept;
  }

  /** At most so many bytes of UTF-8, with the mark where there was more. */
  private String cut(String text, int bytes) {
    // A char has three bytes at most, a surrogate pair four.
    if (text.length() <= bytes / 3) {
      return text;
    }
    // Only so much can fit; the rest of a huge text need not be encoded.
    boolean longer = text.length() > bytes;
    byte[] encoded = text.substring(0, longer ? bytes : text.length()).getBytes(UTF_8);
    if (!longer && encoded.length <= bytes) {
      return text;
    }
    truncated = true;
    int end = Math.min(encoded.length, bytes - MARK_BYTES);
    while (end > 0 && end < encoded.length && (encoded[end] & 0xC0) == 0x80) {
      end--;
    }
    return ByteString.copyFrom(encoded, 0, end).toStringUtf8() + MARK;
  }
}
