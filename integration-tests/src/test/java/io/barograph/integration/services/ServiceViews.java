package io.barograph.integration.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.HttpAnswer;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the API of a server tells of services. */
final class ServiceViews {
  private static final JsonMapper JSON = new JsonMapper();

  private final BarographServer server;

  ServiceViews(BarographServer server) {
    this.server = server;
  }

  /** The data of an answer, which must be a success. */
  JsonNode data(String pathAndQuery) {
    HttpAnswer answer = server.http().get("/api/v1/" + pathAndQuery);
    assertThat(answer.status()).as(answer::body).isEqualTo(200);
    return JSON.readTree(answer.body()).path("data");
  }

  /** Items of a list by the name of the list in the answer. */
  List<JsonNode> list(String pathAndQuery, String name) {
    return data(pathAndQuery).path(name).valueStream().toList();
  }

  /**
   * Requests counted since the processes began, by {@code job:worker}, from the raw samples: where
   * a counter starts again, what it had before counts too.
   */
  Map<String, Double> requestsByWorker(String job) {
    Map<String, Double> found = new TreeMap<>();
    String query = "http_server_requests_seconds_count{job=\"" + job + "\"}[1h]";
    for (JsonNode series :
        data("query?query=" + URLEncoder.encode(query, UTF_8))
            .path("result")
            .valueStream()
            .toList()) {
      String instance = series.path("metric").path("instance").asString();
      found.merge(
          job + instance.substring(instance.lastIndexOf(':')),
          total(series.path("values").valueStream().toList()),
          Double::sum);
    }
    return found;
  }

  private static double total(List<JsonNode> values) {
    double total = 0;
    double before = 0;
    for (JsonNode value : values) {
      double now = Double.parseDouble(value.path(1).asString());
      total += now < before ? before : 0;
      before = now;
    }
    return total + before;
  }
}
