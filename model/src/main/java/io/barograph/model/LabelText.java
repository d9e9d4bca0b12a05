package io.barograph.model;

/** How label names and values are written in PromQL and in error messages. */
final class LabelText {
  private LabelText() {}

  /** The name as it stands, or quoted when it is not a classic identifier (UTF-8 names). */
  static String name(String name) {
    return isClassicName(name) ? name : quote(name);
  }

  /** The value in double quotes, with backslash, quote and control characters escaped as in Go. */
  static String quote(String value) {
    StringBuilder text = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x7f) {
            text.append(String.format("\\x%02x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    return text.append('"').toString();
  }

  private static boolean isClassicName(String name) {
    if (name.isEmpty()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      boolean digit = c >= '0' && c <= '9' && i > 0;
      if (!letter && !digit) {
        return false;
      }
    }
    return true;
  }
}
