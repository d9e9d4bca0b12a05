package io.barograph.benchmarks.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server's answer to a range query, for comparing values.
 *
 * @param points values by series and time in seconds; one value, but for series that are not told
 *     apart, whose values ascend
 */
public record RangeAnswer(Map<String, List<Double>> points) {
  /** Sums of many values differ in their last digits with the order of adding. */
  private static final double TOLERANCE = 1e-9;

  /**
   * Reads an answer of the Prometheus HTTP API.
   *
   * @param fromSeconds points before are left out
   * @param byLabels whether series are told apart: {@code topk} may choose any of equal series
   */
  public static RangeAnswer parse(String json, long fromSeconds, boolean byLabels) {
    Map<String, List<Double>> points = new HashMap<>();
    for (JsonNode series : JsonMapper.shared().readTree(json).required("data").required("result")) {
      String labels = byLabels ? labels(series.required("metric")) : "";
      for (JsonNode point : series.required("values")) {
        if (point.get(0).asDouble() >= fromSeconds) {
          points
              .computeIfAbsent(labels + "@" + point.get(0).asDouble(), key -> new ArrayList<>())
              .add(Double.valueOf(point.get(1).asString()));
        }
      }
    }
    points.values().forEach(Collections::sort);
    return new RangeAnswer(points);
  }

  private static String labels(JsonNode metric) {
    Map<String, String> labels = new TreeMap<>();
    metric.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
    return labels.toString();
  }

  /** How many points another answer has not, has beyond these, or has with another value. */
  public int differences(RangeAnswer other) {
    int differences = 0;
    for (Map.Entry<String, List<Double>> entry : points.entrySet()) {
      List<Double> others = other.points.getOrDefault(entry.getKey(), List.of());
      if (!equal(entry.getValue(), others)) {
        differences++;
      }
    }
    for (String key : other.points.keySet()) {
      if (!points.containsKey(key)) {
        differences++;
      }
    }
    return differences;
  }

  private static boolean equal(List<Double> some, List<Double> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      double a = some.get(i);
      double b = others.get(i);
      boolean close = Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
      if (!close && Double.compare(a, b) != 0) {
        return false;
      }
    }
    return true;
  }
}
