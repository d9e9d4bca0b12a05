package io.barograph.integration.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.integration.load.RemoteWriteLoad;
import io.barograph.integration.load.RemoteWriteRequest;
import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.HttpAnswer;
import io.barograph.integration.process.HttpDoor;
import io.barograph.promql.Engine;
import io.barograph.promql.EngineSettings;
import io.barograph.promql.value.QueryResult;
import io.barograph.storage.InMemoryStore;
import io.barograph.storage.Series;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.TestDatabase;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server on TimescaleDB that has received the recording answers every panel, asked as Grafana
 * asks, like the engine does over the same samples in memory.
 */
final class GrafanaCallsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int SERIES_IN_A_REQUEST = 200;
  private static final long STEP = 10_000;

  private static TestDatabase database;
  private static BarographServer server;
  private static Recording recording;
  private static Choices choices;
  private static Engine engine;

  @BeforeAll
  static void start() {
    database = TestDatabase.create(DatabaseKind.TIMESCALEDB);
    server =
        BarographServer.on(database.url())
            .with("BAROGRAPH_COMPACTION_INTERVAL", "5s")
            // Nothing but the recording shall be in the store.
            .with("BAROGRAPH_SELF_INTERVAL", "0s")
            .with("BAROGRAPH_ROLES", "ingest,query")
            .start();
    recording = Recording.read().endingAt(Clock.systemUTC().millis());
    InMemoryStore store = recording.inMemory();
    choices = new Choices(store, recording);
    engine = new Engine(store, EngineSettings.DEFAULT, Schedulers.immediate(), System::nanoTime);
    send(recording.stored());
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  private static void send(List<Series> all) {
    for (int from = 0; from < all.size(); from += SERIES_IN_A_REQUEST) {
      RemoteWriteRequest request = new RemoteWriteRequest();
      all.subList(from, Math.min(from + SERIES_IN_A_REQUEST, all.size()))
          .forEach(one -> request.add(one.labels(), one.timestamps(), one.values()));
      HttpAnswer answer =
          server
              .http()
              .post(
                  RemoteWriteLoad.PATH,
                  request.snappy(),
                  "Content-Encoding",
                  "snappy",
                  "Content-Type",
                  "application/x-protobuf");
      assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    }
  }

  static List<Dashboard> dashboards() {
    return Dashboard.ofSeries();
  }

  @Test
  void dataSourceIsFoundHealthy() {
    JsonNode data = post("/api/v1/query", Map.of("query", "1+1", "time", "4"));
    assertThat(data.path("result").toString()).isEqualTo("[4,\"2\"]");

    JsonNode build = data(server.http().get("/api/v1/status/buildinfo"));
    assertThat(build.path("version").asString()).isNotBlank();
    // With features Grafana would take us for Mimir, and ask for its ruler.
    assertThat(build.path("features").isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void variablesOfferTheSameValues(Dashboard dashboard) {
    Choice choice = new Choice(recording.length());
    for (JsonNode variable : dashboard.variables()) {
      if (!variable.path("type").asString().equals("query")) {
        continue;
      }
      Choices.Question question = choices.question(dashboard, variable, choice);
      List<String> values = choices.values(question);
      choices.choose(variable, values, true, choice);
      String path =
          "/api/v1/label/%s/values?match[]=%s&start=%s&end=%s&limit=40000"
              .formatted(
                  question.label(),
                  URLEncoder.encode(question.selector(), UTF_8),
                  seconds(recording.start()),
                  seconds(recording.end()));
      JsonNode data = data(server.http().get(path.replace("[]", "%5B%5D")));
      assertThat(data.valueStream().map(JsonNode::asString)).as(path).isEqualTo(values);
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panelsShowTheSameNumbers(Dashboard dashboard) {
    Choice choice = choices.opened(dashboard);
    assertThat(dashboard.queries())
        .allSatisfy(query -> answersAsInMemory(query, choice.into(query.expression())));
  }

  private static void answersAsInMemory(Dashboard.Query query, String expression) {
    JsonNode answer;
    QueryResult expected;
    if (query.instant()) {
      // Not aligned to anything: now, as the browser has it.
      long now = recording.end();
      answer = post("/api/v1/query", Map.of("query", expression, "time", seconds(now)));
      expected = engine.instant(expression, now).block();
    } else {
      long start = recording.start() / STEP * STEP;
      long end = recording.end() / STEP * STEP;
      answer =
          post(
              "/api/v1/query_range",
              Map.of(
                  "query",
                  expression,
                  "start",
                  seconds(start),
                  "end",
                  seconds(end),
                  "step",
                  seconds(STEP)));
      expected = engine.range(expression, start, end, STEP).block();
    }
    QueryPoints points = QueryPoints.of(answer);
    assertThat(points.hasNumbers()).isTrue();
    points.isCloseTo(QueryPoints.of(expected.value()));
  }

  /** The shortest decimal form of the seconds, as Go prints a float. */
  private static String seconds(long milliseconds) {
    return BigDecimal.valueOf(milliseconds, 3).stripTrailingZeros().toPlainString();
  }

  private static JsonNode post(String path, Map<String, String> form) {
    HttpDoor http = server.http();
    return data(http.postForm(path, form));
  }

  private static JsonNode data(HttpAnswer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode json = JSON.readTree(answer.body());
    assertThat(json.path("status").asString()).isEqualTo("success");
    return json.path("data");
  }
}
