package io.barograph.server.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An error of the server for a reader, with a caret below the place it is about. */
final class FailureText {
  private static final Pattern POSITION =
      Pattern.compile("(?s)(?:invalid parameter \"query\": )?(\\d+):(\\d+): (.*)");

  private FailureText() {}

  static List<String> lines(String query, String message) {
    Matcher position = POSITION.matcher(message);
    if (!position.matches()) {
      return List.of(message);
    }
    List<String> queryLines = query.lines().toList();
    int line = Integer.parseInt(position.group(1));
    if (line > queryLines.size()) {
      return List.of(message);
    }
    String place = queryLines.get(line - 1);
    int characters = characters(place, Integer.parseInt(position.group(2)) - 1);
    return List.of(place, " ".repeat(characters) + "^ " + position.group(3));
  }

  /** The server counts bytes, a terminal shows characters. */
  private static int characters(String line, int bytes) {
    byte[] all = line.getBytes(UTF_8);
    String before = new String(all, 0, Math.min(bytes, all.length), UTF_8);
    return before.codePointCount(0, before.length());
  }
}
