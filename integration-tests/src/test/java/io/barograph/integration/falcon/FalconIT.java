package io.barograph.integration.falcon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.HttpAnswer;
import io.barograph.integration.process.NodeProgram;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What programs for Open-Falcon push to a real server comes back from its queries: the client on
 * npm, the minute of a falcon-agent, and single items that Falcon would not take.
 */
final class FalconIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path CLIENT = Path.of("src/test/node/falcon-client");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Seconds since the epoch; to the second, and at no multiple of any step. */
  private static final long A_WHILE_AGO = Clock.systemUTC().millis() / 60_000 * 60 - 77;

  private static TestDatabase database;
  private static BarographServer server;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    database = TestDatabase.create(DatabaseKind.TIMESCALEDB);
    server =
        BarographServer.on(database.url())
            .with("BAROGRAPH_SELF_INTERVAL", "0s")
            .with("BAROGRAPH_ROLES", "ingest,query")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  @Test
  void whatTheClientOnNpmReportsIsStored() throws IOException {
    for (String file : List.of("package.json", "package-lock.json", "report.js")) {
      Files.copy(CLIENT.resolve(file), directory.resolve(file));
    }
    NodeProgram.install(directory);
    String url = server.http().base().resolve("/api/push").toString();
    Map<String, String> place =
        Map.of("endpoint", "web-1", "project", "hotel", "module", "booking", "type", "live");
    Map<String, String> rooms = new HashMap<>(place);
    rooms.put("city", "Ulm");
    try (NodeProgram program =
        NodeProgram.start("reports", directory, Map.of(), List.of("report.js", url))) {
      await("the last report is stored")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(newest("orders")).isEqualTo(Map.of(place, 50.0));
                assertThat(newest("rooms.free")).isEqualTo(Map.of(rooms, 50.0));
                assertThat(newest("clicks")).containsOnlyKeys(place);
              });
      assertThat(program.log().lines())
          .allSatisfy(answer -> assertThat(answer).startsWith("200 ").contains("\"Invalid\":0"));
    }
  }

  private static Map<Map<String, String>, Double> newest(String metric) {
    Map<Map<String, String>, Double> values = new HashMap<>();
    for (JsonNode one : query("{\"" + metric + "\"}")) {
      Map<String, String> labels = labels(one);
      labels.remove("__name__");
      values.put(labels, number(one.path("value").path(1)));
    }
    return values;
  }

  @Test
  void theMinuteOfAnAgentComesBackWithItsTimes() throws IOException {
    JsonNode recorded = recorded();
    HttpAnswer answer = push("/v1/push", recorded.toString());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("success");

    Map<Map<String, String>, List<Double>> stored = new HashMap<>();
    for (JsonNode one : query("{endpoint=\"web-7.example.com\"}[5m]")) {
      JsonNode sample = one.path("values").path(0);
      stored.put(labels(one), List.of(sample.path(0).asDouble(), number(sample.path(1))));
    }
    Map<Map<String, String>, List<Double>> sent = new HashMap<>();
    for (JsonNode item : recorded) {
      sent.put(labelsOf(item), List.of((double) A_WHILE_AGO, item.path("value").asDouble()));
    }
    assertThat(sent).hasSize(recorded.size()).hasSizeGreaterThan(60);
    assertThat(stored).isEqualTo(sent);
    assertThat(type("net.if.in.bytes")).isEqualTo("counter");
    assertThat(type("cpu.idle")).isEqualTo("gauge");
  }

  /** With the time of now in place of its own. */
  private static JsonNode recorded() throws IOException {
    try (InputStream body = FalconIT.class.getResourceAsStream("falcon-agent.json")) {
      String text = new String(body.readAllBytes(), UTF_8);
      return JSON.readTree(text.replaceAll("(\"timestamp\":)\\d+", "$1" + A_WHILE_AGO));
    }
  }

  private static Map<String, String> labelsOf(JsonNode item) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("__name__", item.path("metric").asString());
    labels.put("endpoint", item.path("endpoint").asString());
    String tags = item.path("tags").asString().replace(" ", "");
    if (!tags.isEmpty()) {
      Arrays.stream(tags.split(","))
          .map(tag -> tag.split("=", 2))
          .forEach(tag -> labels.put(tag[0], tag[1]));
    }
    return labels;
  }

  private static String type(String metric) {
    HttpAnswer answer = server.http().get("/api/v1/metadata?metric=" + metric);
    return JSON.readTree(answer.body()).path("data").path(metric).path(0).path("type").asString();
  }

  @Test
  void eachKindOfInvalidItemIsRefusedAloneWithItsReason() {
    Map<String, String> reasons = new TreeMap<>();
    reasons.put("7", "malformed: the item is no object");
    reasons.put(with("metric", "[\"m\"]"), "malformed: \"metric\" is no string");
    reasons.put(with("metric", "\"\""), "missing_metric_name: \"metric\" is empty");
    reasons.put(with("metric", "\"kernel.hostname\""), "unsupported: metric \"kernel.hostname\"");
    reasons.put(
        with("metric", "\"" + "m".repeat(511) + "\""), "malformed: \"metric\" and \"tags\"");
    reasons.put(with("endpoint", "\"\""), "malformed: \"endpoint\" is empty");
    reasons.put(
        with("counterType", "\"INCREMENT\""), "malformed: \"counterType\" is \"INCREMENT\"");
    reasons.put(with("value", "\"12.5ms\""), "malformed: \"value\" is \"12.5ms\"");
    reasons.put(with("value", "\"\""), "malformed: \"value\" is \"\"");
    reasons.put(with("value", "\"NaN\""), "malformed: \"value\" is \"NaN\"");
    reasons.put(with("value", "true"), "malformed: \"value\" is neither a number nor a string");
    reasons.put(with("step", "0"), "malformed: \"step\" is 0");
    reasons.put(with("step", "\"60\""), "malformed: \"step\" is no whole number of seconds");
    reasons.put(with("tags", "\"a=1,a=2\""), "duplicate_label: ");
    reasons.put(with("tags", "\"endpoint=web-8\""), "duplicate_label: ");
    reasons.put(with("tags", "\"__name__=other\""), "duplicate_label: ");
    reasons.put(with("timestamp", "1431347802"), "timestamp_too_old: ");
    reasons.put(with("timestamp", "" + (A_WHILE_AGO + 3600)), "timestamp_too_far_in_future: ");

    String body =
        reasons.keySet().stream()
            .map(bad -> bad + "," + with("tags", "\"after=" + bad.hashCode() + "\""))
            .reduce((all, one) -> all + "," + one)
            .orElseThrow();
    JsonNode answer = JSON.readTree(push("/api/push", "[" + body + "]").body());

    assertThat(answer.path("data").path("Total").asInt()).isEqualTo(2 * reasons.size());
    assertThat(answer.path("data").path("Invalid").asInt()).isEqualTo(reasons.size());
    List<String> told =
        answer
            .path("errors")
            .valueStream()
            .map(e -> e.path("reason").asString() + ": " + e.path("message").asString())
            .toList();
    assertThat(told).hasSameSizeAs(reasons.values());
    int place = 0;
    for (Map.Entry<String, String> item : reasons.entrySet()) {
      assertThat(answer.path("errors").path(place).path("index").asInt()).isEqualTo(2 * place);
      assertThat(told.get(place)).as(item.getKey()).startsWith(item.getValue());
      place++;
    }
    assertThat(newest("temperature")).hasSize(reasons.size());
  }

  /** A good item but for one field. */
  private static String with(String field, String json) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("metric", "\"temperature\"");
    fields.put("endpoint", "\"web-9\"");
    fields.put("timestamp", String.valueOf(A_WHILE_AGO));
    fields.put("step", "60");
    fields.put("value", "21.5");
    fields.put("counterType", "\"GAUGE\"");
    fields.put("tags", "\"\"");
    fields.put(field, json);
    StringBuilder item = new StringBuilder();
    fields.forEach(
        (name, value) ->
            item.append(item.isEmpty() ? "{" : ",").append("\"" + name + "\":").append(value));
    return item.append('}').toString();
  }

  private static HttpAnswer push(String path, String body) {
    return server.http().post(path, body.getBytes(UTF_8), "Content-Type", "application/json");
  }

  private static JsonNode query(String expression) {
    HttpAnswer answer = server.http().postForm("/api/v1/query", Map.of("query", expression));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).path("data").path("result");
  }

  private static double number(JsonNode text) {
    return Double.parseDouble(text.asString());
  }

  private static Map<String, String> labels(JsonNode series) {
    Map<String, String> labels = new TreeMap<>();
    series
        .path("metric")
        .propertyStream()
        .forEach(e -> labels.put(e.getKey(), e.getValue().asString()));
    return labels;
  }
}
