package io.barograph.queryapi;

/**
 * Label names in a URL. A name that is no classic identifier comes escaped: {@code U__} in front,
 * {@code __} for an underscore, {@code _hex_} for any other character outside letters and digits.
 */
final class EscapedName {
  private static final String PREFIX = "U__";
  private static final int LONGEST_HEX = 6;

  private EscapedName() {}

  /** The name as stored; a name that is not escaped, or wrongly so, stands for itself. */
  static String unescape(String name) {
    if (!name.startsWith(PREFIX)) {
      return name;
    }
    StringBuilder plain = new StringBuilder(name.length());
    int at = PREFIX.length();
    while (at < name.length()) {
      char c = name.charAt(at++);
      if (c != '_') {
        plain.append(c);
        continue;
      }
      int end = name.indexOf('_', at);
      if (end == at) {
        plain.append('_');
      } else if (end < 0 || end - at > LONGEST_HEX || !appendCodePoint(plain, name, at, end)) {
        return name;
      }
      at = end + 1;
    }
    return plain.toString();
  }

  private static boolean appendCodePoint(StringBuilder plain, String name, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.digit(name.charAt(i), 16) < 0) {
        return false;
      }
    }
    int codePoint = Integer.parseInt(name, from, to, 16);
    if (!Character.isValidCodePoint(codePoint)
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)) {
      return false;
    }
    plain.appendCodePoint(codePoint);
    return true;
  }
}
