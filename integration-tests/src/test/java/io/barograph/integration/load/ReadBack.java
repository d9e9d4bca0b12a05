package io.barograph.integration.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.integration.process.HttpAnswer;
import io.barograph.integration.process.HttpDoor;
import io.barograph.model.Labels;
import io.barograph.storage.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Raw samples through the Prometheus HTTP API, ours or theirs. */
public final class ReadBack {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ReadBack() {}

  /**
   * Every sample of the series selected, in a span of time.
   *
   * @param selector such as {@code up{job="node"}}
   * @param afterMillis exclusive, as Prometheus 3 has it; version 2 includes it
   * @param toMillis inclusive
   */
  public static List<Series> samples(
      HttpDoor server, String selector, long afterMillis, long toMillis) {
    String query = "%s[%dms]".formatted(selector, toMillis - afterMillis);
    HttpAnswer answer =
        server.postForm(
            "/api/v1/query", Map.of("query", query, "time", toMillis / 1000 + millis(toMillis)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode data = JSON.readTree(answer.body()).path("data");
    assertThat(data.path("resultType").asString()).isEqualTo("matrix");
    List<Series> result = new ArrayList<>();
    for (JsonNode series : data.path("result")) {
      result.add(series(series));
    }
    return result;
  }

  private static String millis(long timestamp) {
    return ".%03d".formatted(Math.floorMod(timestamp, 1000));
  }

  private static Series series(JsonNode node) {
    Map<String, String> labels = new TreeMap<>();
    node.path("metric")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
    JsonNode points = node.path("values");
    long[] timestamps = new long[points.size()];
    double[] values = new double[points.size()];
    for (int i = 0; i < timestamps.length; i++) {
      JsonNode point = points.get(i);
      timestamps[i] = point.get(0).decimalValue().movePointRight(3).longValueExact();
      values[i] = value(point.get(1).asString());
    }
    return new Series(Labels.of(labels), timestamps, values, timestamps.length);
  }

  private static double value(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
