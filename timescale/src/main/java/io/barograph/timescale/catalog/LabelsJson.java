package io.barograph.timescale.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The labels of a group as the database holds them: an array of objects with string values, in the
 * order of the offsets, names in order. Reads what it writes, in any spacing.
 */
final class LabelsJson {
  private LabelsJson() {}

  static String write(SeriesGroup group, LabelSymbols symbols) {
    StringBuilder json = new StringBuilder(group.size() * 96).append('[');
    for (int offset = 0; offset < group.size(); offset++) {
      json.append(offset == 0 ? "{" : ",{");
      int start = group.start(offset);
      for (int i = start; i < group.end(offset); i++) {
        if (i > start) {
          json.append(',');
        }
        quote(symbols.name(group.symbol(i)), json);
        json.append(':');
        quote(symbols.value(group.symbol(i)), json);
      }
      json.append('}');
    }
    return json.append(']').toString();
  }

  private static void quote(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  /** The symbols of each series after the first {@code skip}; makes symbols that are new. */
  static List<int[]> read(String json, int skip, KnownSeries known) {
    return new Reader(json, known).series(skip);
  }

  private static final class Reader {
    private final String json;
    private final KnownSeries known;
    private int at;
    private String[] pairs = new String[32];

    Reader(String json, KnownSeries known) {
      this.json = json;
      this.known = known;
    }

    List<int[]> series(int skip) {
      List<int[]> series = new ArrayList<>();
      expect('[');
      if (peek() != ']') {
        int offset = 0;
        do {
          int length = pairs();
          if (offset++ >= skip) {
            series.add(known.intern(pairs, length));
          }
        } while (accept(','));
      }
      expect(']');
      return series;
    }

    private int pairs() {
      int length = 0;
      expect('{');
      if (peek() != '}') {
        do {
          if (length == pairs.length) {
            pairs = Arrays.copyOf(pairs, length * 2);
          }
          pairs[length++] = text();
          expect(':');
          pairs[length++] = text();
        } while (accept(','));
      }
      expect('}');
      return length;
    }

    private String text() {
      expect('"');
      int start = at;
      while (current() != '"') {
        if (current() == '\\') {
          return escapedText(start);
        }
        at++;
      }
      return json.substring(start, at++);
    }

    private String escapedText(int start) {
      StringBuilder text = new StringBuilder().append(json, start, at);
      while (current() != '"') {
        char c = json.charAt(at++);
        if (c != '\\') {
          text.append(c);
        } else if (current() == 'u') {
          text.append((char) Integer.parseInt(json, at + 1, at + 5, 16));
          at += 5;
        } else {
          text.append(json.charAt(at++));
        }
      }
      at++;
      return text.toString();
    }

    private char peek() {
      while (current() == ' ') {
        at++;
      }
      return json.charAt(at);
    }

    private char current() {
      if (at >= json.length()) {
        throw broken();
      }
      return json.charAt(at);
    }

    private boolean accept(char c) {
      boolean there = peek() == c;
      at += there ? 1 : 0;
      return there;
    }

    private void expect(char c) {
      if (!accept(c)) {
        throw broken();
      }
    }

    private IllegalStateException broken() {
      return new IllegalStateException("labels of a series group are broken at character " + at);
    }
  }
}
