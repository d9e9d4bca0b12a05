package io.barograph.server.client;

import io.barograph.model.Labels;
import io.barograph.promql.value.InstantVector;
import io.barograph.promql.value.Matrix;
import io.barograph.promql.value.QueryNotices;
import io.barograph.promql.value.QueryResult;
import io.barograph.promql.value.QueryStatistics;
import io.barograph.promql.value.QueryValue;
import io.barograph.promql.value.Scalar;
import io.barograph.promql.value.StringValue;
import io.barograph.promql.value.VectorElement;
import io.barograph.storage.Series;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads answers to queries. */
final class ApiResult {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Answers do not carry them unless asked. */
  private static final QueryStatistics NO_STATISTICS =
      new QueryStatistics(0, 0, 0, Duration.ZERO, Duration.ZERO);

  private ApiResult() {}

  /** The text itself if it tells of success. */
  static String checked(String text) {
    success(text);
    return text;
  }

  static QueryResult parse(String text) {
    JsonNode answer = success(text);
    JsonNode data = answer.path("data");
    return new QueryResult(
        value(data.path("resultType").asString(), data.path("result")),
        new QueryNotices(strings(answer.path("warnings")), strings(answer.path("infos"))),
        NO_STATISTICS);
  }

  private static JsonNode success(String text) {
    JsonNode answer;
    try {
      answer = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new ApiFailure("unreachable", "this is no answer of Barograph: \"" + text + "\"");
    }
    if (!answer.path("status").asString("").equals("success")) {
      throw new ApiFailure(
          answer.path("errorType").asString("internal"), answer.path("error").asString(text));
    }
    return answer;
  }

  private static QueryValue value(String type, JsonNode result) {
    return switch (type) {
      case "scalar" -> new Scalar(time(result), number(result));
      case "string" -> new StringValue(time(result), result.path(1).asString());
      case "vector" -> {
        List<VectorElement> elements = new ArrayList<>();
        for (JsonNode element : result) {
          JsonNode point = element.path("value");
          elements.add(
              new VectorElement(labels(element.path("metric")), time(point), number(point)));
        }
        yield new InstantVector(elements);
      }
      case "matrix" -> {
        List<Series> series = new ArrayList<>();
        result.forEach(one -> series.add(series(one)));
        yield new Matrix(series);
      }
      default -> throw new ApiFailure("internal", "unknown type of result \"" + type + "\"");
    };
  }

  private static Series series(JsonNode node) {
    JsonNode points = node.path("values");
    long[] timestamps = new long[points.size()];
    double[] values = new double[points.size()];
    int size = 0;
    for (JsonNode point : points) {
      timestamps[size] = time(point);
      values[size++] = number(point);
    }
    return new Series(labels(node.path("metric")), timestamps, values, size);
  }

  private static long time(JsonNode point) {
    return new BigDecimal(point.path(0).asString()).movePointRight(3).longValueExact();
  }

  private static double number(JsonNode point) {
    String text = point.path(1).asString();
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static Labels labels(JsonNode metric) {
    Map<String, String> labels = new TreeMap<>();
    metric.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
    return Labels.of(labels);
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(string -> strings.add(string.asString()));
    return strings;
  }
}
