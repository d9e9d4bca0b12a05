package io.barograph.timescale.records;

import java.util.Map;
import java.util.TreeMap;

/** Texts and maps as the tables of records take and give them. */
public final class SqlValues {
  private SqlValues() {}

  /** PostgreSQL cannot store U+0000. */
  public static String text(String text) {
    return text.replace('\0', '\uFFFD');
  }

  /** A JSON object with strings. */
  public static String json(Map<String, String> map) {
    if (map.isEmpty()) {
      return "{}";
    }
    StringBuilder json = new StringBuilder(map.size() * 48);
    char separator = '{';
    for (Map.Entry<String, String> entry : map.entrySet()) {
      json.append(separator);
      separator = ',';
      quote(entry.getKey(), json);
      json.append(':');
      quote(entry.getValue(), json);
    }
    return json.append('}').toString();
  }

  private static void quote(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\0' -> json.append('\uFFFD');
        case '"', '\\' -> json.append('\\').append(c);
        default -> {
          if (c < 0x20) {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }

  /** Names and values in turn, as the function {@code pairs} gives them. */
  public static Map<String, String> map(String[] pairs) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
