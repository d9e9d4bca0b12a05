package io.barograph.integration.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import io.barograph.promql.value.InstantVector;
import io.barograph.promql.value.Matrix;
import io.barograph.promql.value.QueryValue;
import io.barograph.promql.value.Scalar;
import io.barograph.promql.value.VectorElement;
import io.barograph.storage.Series;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The points of an answer, whoever gave it: the engine, or a server over HTTP.
 *
 * @param series by timestamp in milliseconds
 */
record QueryPoints(SortedMap<Labels, SortedMap<Long, Double>> series) {
  /** Sums may come in another order, and so be rounded otherwise. */
  private static final double CLOSE = 1e-9;

  static QueryPoints of(QueryValue value) {
    QueryPoints points = new QueryPoints(new TreeMap<>());
    switch (value) {
      case InstantVector vector -> {
        for (VectorElement element : vector.elements()) {
          points.add(element.labels(), element.timestamp(), element.value());
        }
      }
      case Matrix matrix -> {
        for (Series one : matrix.series()) {
          for (int i = 0; i < one.size(); i++) {
            points.add(one.labels(), one.timestamps()[i], one.values()[i]);
          }
        }
      }
      case Scalar scalar -> points.add(Labels.EMPTY, scalar.timestamp(), scalar.value());
      default -> throw new AssertionError("a panel cannot show a " + value.type());
    }
    return points;
  }

  /** From {@code data} in the answer of {@code query} or {@code query_range}. */
  static QueryPoints of(JsonNode data) {
    QueryPoints points = new QueryPoints(new TreeMap<>());
    if (data.path("resultType").asString().equals("scalar")) {
      points.add(Labels.EMPTY, data.path("result"));
      return points;
    }
    for (JsonNode one : data.path("result")) {
      Map<String, String> labels = new TreeMap<>();
      one.path("metric")
          .propertyStream()
          .forEach(e -> labels.put(e.getKey(), e.getValue().asString()));
      if (one.has("value")) {
        points.add(Labels.of(labels), one.path("value"));
      }
      one.path("values").forEach(pair -> points.add(Labels.of(labels), pair));
    }
    return points;
  }

  private void add(Labels labels, JsonNode pair) {
    long timestamp = Math.round(pair.path(0).asDouble() * 1000);
    add(labels, timestamp, Recording.number(pair.path(1).asString()));
  }

  private void add(Labels labels, long timestamp, double value) {
    series.computeIfAbsent(labels, _ -> new TreeMap<>()).put(timestamp, value);
  }

  /** Whether there is anything to draw. NaN is not: it is what a division by nothing gives. */
  boolean hasNumbers() {
    return series.values().stream()
        .flatMap(points -> points.values().stream())
        .anyMatch(value -> !value.isNaN());
  }

  void isCloseTo(QueryPoints other) {
    assertThat(series.keySet()).isEqualTo(other.series.keySet());
    series.forEach(
        (labels, points) -> {
          SortedMap<Long, Double> expected = other.series.get(labels);
          assertThat(points.keySet()).as("%s", labels).isEqualTo(expected.keySet());
          points.forEach(
              (timestamp, value) -> {
                double wanted = expected.get(timestamp);
                assertThat(isClose(value, wanted))
                    .as("%s at %d: %s, expected %s", labels, timestamp, value, wanted)
                    .isTrue();
              });
        });
  }

  private static boolean isClose(double value, double wanted) {
    return Double.compare(value, wanted) == 0
        || Math.abs(value - wanted) <= Math.abs(wanted) * CLOSE;
  }
}
