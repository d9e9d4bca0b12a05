package io.barograph.integration.differential;

import io.barograph.integration.process.HttpAnswer;
import io.barograph.integration.process.HttpDoor;
import java.util.Map;

/**
 * What a client asks of a server.
 *
 * @param path of the HTTP API
 * @param form the parameters; {@code query} is one of them
 */
record Question(String path, Map<String, String> form) {
  static Question instant(String query, long time) {
    return new Question("/api/v1/query", Map.of("query", query, "time", seconds(time)));
  }

  static Question range(String query, long start, long end, long step) {
    return new Question(
        "/api/v1/query_range",
        Map.of(
            "query", query, "start", seconds(start), "end", seconds(end), "step", seconds(step)));
  }

  private static String seconds(long milliseconds) {
    return "%d.%03d".formatted(milliseconds / 1000, milliseconds % 1000);
  }

  String query() {
    return form.getOrDefault("query", "");
  }

  Reply ask(HttpDoor server) {
    HttpAnswer answer = server.postForm(path, form);
    return Reply.of(answer);
  }

  /** Whether the whole query is a sort, which gives the series an order at one time. */
  boolean isSorted() {
    String query = query();
    if (!path.endsWith("/query") || !query.startsWith("sort") || !query.endsWith(")")) {
      return false;
    }
    int depth = 0;
    for (int i = 0; i < query.length() - 1; i++) {
      depth += query.charAt(i) == '(' ? 1 : query.charAt(i) == ')' ? -1 : 0;
      if (depth == 0 && query.charAt(i) == ')') {
        return false;
      }
    }
    return true;
  }
}
