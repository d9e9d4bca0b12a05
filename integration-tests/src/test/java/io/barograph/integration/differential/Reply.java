package io.barograph.integration.differential;

import io.barograph.integration.process.HttpAnswer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a server answered.
 *
 * @param kind status with the type of the result or of the error: what must be the same text
 * @param series in the order of the answer
 */
record Reply(String kind, List<Line> series, String message) {
  private static final JsonMapper JSON = new JsonMapper();

  /** How far values may be apart, relative to the larger: sums may be rounded otherwise. */
  private static final double CLOSE = 1e-9;

  /**
   * One series.
   *
   * @param labels as text, sorted by name
   */
  private record Line(String labels, List<Point> points) {}

  /**
   * One point.
   *
   * @param time as written
   * @param text the value as written, and so also what a string query gives
   */
  private record Point(String time, String text) {
    static Point of(JsonNode pair) {
      return new Point(pair.path(0).asString(), pair.path(1).asString());
    }

    boolean isClose(Point other) {
      if (!time.equals(other.time)) {
        return false;
      }
      if (text.equals(other.text)) {
        return true;
      }
      double one = number(text);
      double two = number(other.text);
      return Math.abs(one - two) <= CLOSE * Math.max(Math.abs(one), Math.abs(two))
          && !Double.isInfinite(one - two);
    }

    private static double number(String text) {
      return switch (text) {
        case "+Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    }
  }

  static Reply of(HttpAnswer answer) {
    JsonNode body = JSON.readTree(answer.body());
    if (answer.status() != 200) {
      String kind = answer.status() + " " + body.path("errorType").asString();
      return new Reply(kind, List.of(), body.path("error").asString());
    }
    JsonNode data = body.path("data");
    String type = data.path("resultType").asString();
    List<Line> series = new ArrayList<>();
    JsonNode result = data.path("result");
    if (type.equals("scalar") || type.equals("string")) {
      series.add(new Line("", List.of(Point.of(result))));
    } else {
      result.forEach(one -> series.add(line(one)));
    }
    return new Reply("200 " + type, series, "");
  }

  private static Line line(JsonNode one) {
    TreeMap<String, String> labels = new TreeMap<>();
    one.path("metric")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
    List<Point> points = new ArrayList<>();
    if (one.has("value")) {
      points.add(Point.of(one.path("value")));
    }
    one.path("values").forEach(pair -> points.add(Point.of(pair)));
    return new Line(labels.toString(), points);
  }

  boolean isError() {
    return !kind.startsWith("200 ");
  }

  boolean isEmpty() {
    return series.isEmpty();
  }

  /** What makes this differ from what is expected, if anything does. */
  Optional<String> difference(Reply expected, boolean sorted) {
    if (!kind.equals(expected.kind)) {
      return Optional.of(
          "is %s %s, expected %s %s".formatted(kind, message, expected.kind, expected.message));
    }
    List<Line> lines = inDefinedOrder(sorted);
    List<Line> expectedLines = expected.inDefinedOrder(sorted);
    List<String> labels = lines.stream().map(Line::labels).toList();
    List<String> expectedLabels = expectedLines.stream().map(Line::labels).toList();
    if (!labels.equals(expectedLabels)) {
      return Optional.of("has the series %s, expected %s".formatted(labels, expectedLabels));
    }
    for (int i = 0; i < lines.size(); i++) {
      List<Point> points = lines.get(i).points();
      List<Point> expectedPoints = expectedLines.get(i).points();
      if (points.size() != expectedPoints.size()) {
        return Optional.of(
            "has %s%s, expected %s".formatted(labels.get(i), points, expectedPoints));
      }
      for (int point = 0; point < points.size(); point++) {
        if (!points.get(point).isClose(expectedPoints.get(point))) {
          return Optional.of(
              "has %s %s, expected %s"
                  .formatted(labels.get(i), points.get(point), expectedPoints.get(point)));
        }
      }
    }
    return Optional.empty();
  }

  /** A matrix is sorted by labels, a vector only by a query, which leaves equals in any order. */
  private List<Line> inDefinedOrder(boolean sorted) {
    if (kind.endsWith("matrix")) {
      return series;
    }
    List<Line> ordered = new ArrayList<>(series);
    int first = 0;
    for (int i = 1; i <= ordered.size(); i++) {
      boolean equals = i < ordered.size() && (!sorted || isTie(ordered.get(first), ordered.get(i)));
      if (!equals) {
        ordered.subList(first, i).sort(Comparator.comparing(Line::labels));
        first = i;
      }
    }
    return ordered;
  }

  private static boolean isTie(Line one, Line other) {
    return one.points().equals(other.points());
  }
}
