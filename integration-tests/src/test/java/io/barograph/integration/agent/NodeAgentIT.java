package io.barograph.integration.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.HttpDoor;
import io.barograph.integration.process.NodeProgram;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.FreePort;
import io.barograph.testdatabases.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The agent for Node.js in front of apps on Express, Fastify and Koa that know nothing of it. */
final class NodeAgentIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path AGENT = Path.of("../agents/node").toAbsolutePath().normalize();
  private static final Path APP = Path.of("src/test/node/agent-app");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void itsOwnTestsPass() {
    NodeProgram.run(AGENT, "node", "--test");
  }

  @Test
  void everyRequestIsCountedOnceWhateverHappensToTheServer() throws IOException {
    install("app.js");
    int expressPort = FreePort.find();
    int fastifyPort = FreePort.find();
    try (TestDatabase database = TestDatabase.create(DatabaseKind.TIMESCALEDB);
        BarographServer server = BarographServer.on(database.url()).start();
        NodeProgram app =
            NodeProgram.start(
                "hotel",
                directory,
                Map.of(
                    "BAROGRAPH_AGENT_SERVER", server.rsocketAddress(),
                    "BAROGRAPH_AGENT_INTERVAL", "500ms",
                    "BAROGRAPH_AGENT_SLOW", "100ms",
                    "BAROGRAPH_AGENT_LABELS", "bucket=hotels",
                    "BAROGRAPH_HOST", "web-1"),
                List.of(
                    "--require",
                    AGENT.resolve("lib/register.js").toString(),
                    "app.js",
                    String.valueOf(expressPort),
                    String.valueOf(fastifyPort)));
        HttpDoor hotel = new HttpDoor(URI.create("http://127.0.0.1:" + expressPort));
        HttpDoor search = new HttpDoor(URI.create("http://127.0.0.1:" + fastifyPort))) {
      await("the app answers")
          .atMost(PATIENCE)
          .ignoreException(UncheckedIOException.class)
          .until(() -> search.get("/search/a").status() == 200);
      ask(hotel, search, 30);
      await("every request is counted")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(requests(server)).isEqualTo(counts(30)));
      server.kill9();
      ask(hotel, search, 20);
      server.start();
      await("every request is counted")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(requests(server)).isEqualTo(counts(50)));
      JsonNode slowest =
          JSON.readTree(server.http().get("/api/v1/routes/slow?job=hotel").body())
              .path("data")
              .path("routes")
              .path(0);
      assertThat(slowest.path("route").asString()).as(slowest::toString).isEqualTo("/slow");
      assertThat(values(server, "process_resident_memory_bytes{job=\"hotel\"}"))
          .containsOnlyKeys("bucket=hotels host=web-1 instance=web-1:0 job=hotel");
      assertThat(records(server, "transactions").findValuesAsString("route"))
          .as("slow or failed")
          .contains("/slow", "/booking")
          .doesNotContain("/hotel/:id");
      await("host and process are in the inventory")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(server.http().get("/api/v1/hosts?bucket=hotels").body())
                    .contains("\"host\":\"web-1\"", "\"online\":true");
                assertThat(server.http().get("/api/v1/processes?job=hotel").body())
                    .contains("\"instance\":\"web-1:0\"", "\"runtime\":\"node\"");
              });
      assertThat(hotel.get("/collapse").status()).isEqualTo(200);
      await("the exception that ended the process is known, grouped, and so is the end")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(server.http().get("/api/v1/exceptions/groups?job=hotel").body())
                    .contains("RangeError", "is gone", "\"count\":1");
                assertThat(records(server, "events").findValuesAsString("kind"))
                    .contains("start", "exit");
              });
      assertThat(app.log())
          .as("what the agent said of the server that was gone")
          .contains("trying again");
    }
  }

  @Test
  void koaNamesItsRoutesToAgentsInFrontOfModules() throws IOException {
    install("travel.mjs");
    int port = FreePort.find();
    int olderPort = FreePort.find();
    try (TestDatabase database = TestDatabase.create(DatabaseKind.TIMESCALEDB);
        BarographServer server = BarographServer.on(database.url()).start();
        NodeProgram _ =
            NodeProgram.start(
                "travel",
                directory,
                Map.of(
                    "BAROGRAPH_AGENT_SERVER",
                    server.rsocketAddress(),
                    "BAROGRAPH_AGENT_INTERVAL",
                    "500ms"),
                List.of(
                    "--import",
                    AGENT.resolve("lib/register.js").toUri().toString(),
                    "travel.mjs",
                    String.valueOf(port),
                    String.valueOf(olderPort)));
        HttpDoor trips = new HttpDoor(URI.create("http://127.0.0.1:" + port));
        HttpDoor olderTrips = new HttpDoor(URI.create("http://127.0.0.1:" + olderPort))) {
      await("the app answers")
          .atMost(PATIENCE)
          .ignoreException(UncheckedIOException.class)
          .until(() -> olderTrips.get("/older/rome").status() == 200);
      askForTrips(trips, "/trip");
      askForTrips(olderTrips, "/older");
      await("every request is counted")
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(requests(server))
                      .isEqualTo(
                          Map.of(
                              "GET /trip/:city 200", 1.0,
                              "GET /trip/:city 401", 1.0,
                              "GET /trip/:city/room/:number 200", 1.0,
                              "GET /trip/:id/nothing/here 404", 1.0,
                              "GET /older/:city 200", 2.0,
                              "GET /older/:city 401", 1.0,
                              "GET /older/:city/room/:number 200", 1.0,
                              "GET /older/:id/nothing/here 404", 1.0)));
    }
  }

  private static void askForTrips(HttpDoor trips, String prefix) {
    assertThat(trips.get(prefix + "/paris").status()).isEqualTo(200);
    assertThat(trips.get(prefix + "/paris?key=wrong").status()).isEqualTo(401);
    assertThat(trips.get(prefix + "/paris/room/blue").status()).isEqualTo(200);
    assertThat(trips.get(prefix + "/75000/nothing/here").status()).isEqualTo(404);
  }

  private void install(String program) throws IOException {
    for (String file : List.of("package.json", "package-lock.json", program)) {
      Files.copy(APP.resolve(file), directory.resolve(file));
    }
    NodeProgram.install(directory);
  }

  private static void ask(HttpDoor hotel, HttpDoor search, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(hotel.get("/hotel/" + i + "?from=test").status()).isEqualTo(200);
      assertThat(hotel.get("/hotel/" + i + "/room/" + i).status()).isEqualTo(200);
      assertThat(hotel.post("/booking", new byte[0]).status()).isEqualTo(500);
      assertThat(search.get("/search/city-" + i).status()).isEqualTo(200);
      assertThat(hotel.get("/nowhere/" + i).status()).isEqualTo(404);
    }
    assertThat(hotel.get("/slow").status()).isEqualTo(200);
  }

  /** With the request that found out whether the app answers. */
  private static Map<String, Double> counts(int times) {
    double slow = times == 30 ? 1 : 2;
    return Map.of(
        "GET /hotel/:id 200", (double) times,
        "GET /hotel/:id/room/:number 200", (double) times,
        "POST /booking 500", (double) times,
        "GET /search/:city 200", times + 1.0,
        "GET /nowhere/:id 404", (double) times,
        "GET /slow 200", slow);
  }

  private static Map<String, Double> requests(BarographServer server) {
    Map<String, Double> found = new TreeMap<>();
    result(server, "http_server_requests_seconds_count{job=\"hotel\"}")
        .forEach(
            one -> {
              JsonNode labels = one.path("metric");
              found.put(
                  "%s %s %s"
                      .formatted(
                          labels.path("method").asString(),
                          labels.path("route").asString(),
                          labels.path("status").asString()),
                  Double.parseDouble(one.path("value").path(1).asString()));
            });
    return found;
  }

  private static JsonNode records(BarographServer server, String what) {
    return JSON.readTree(server.http().get("/api/v1/" + what + "?job=hotel&limit=1000").body());
  }

  private static Map<String, Double> values(BarographServer server, String query) {
    Map<String, Double> found = new TreeMap<>();
    result(server, query)
        .forEach(
            one -> {
              StringBuilder labels = new StringBuilder();
              one.path("metric")
                  .properties()
                  .forEach(
                      label -> {
                        if (!label.getKey().equals("__name__")) {
                          labels
                              .append(labels.isEmpty() ? "" : " ")
                              .append(label.getKey())
                              .append('=')
                              .append(label.getValue().asString());
                        }
                      });
              found.put(
                  labels.toString(), Double.parseDouble(one.path("value").path(1).asString()));
            });
    return found;
  }

  private static JsonNode result(BarographServer server, String query) {
    String path = "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    return JSON.readTree(server.http().get(path).body()).path("data").path("result");
  }
}
