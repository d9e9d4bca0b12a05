package io.barograph.integration.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.NodeProgram;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A hotel under PM2 and its search in plain Node.js, counted by their guests and by Barograph. */
final class NodeDemoIT {
  private static final String HOST = "web-1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration FIRST_SIGHT = Duration.ofSeconds(15);
  private static final int WORKERS = 4;
  private static final int REQUESTS_PER_SECOND = 40;

  /** Rates are over two minutes. */
  private static final int SECONDS = Integer.getInteger("barograph.demo.seconds", 135);

  /** Distance of two bounds of the agent's histograms. */
  private static final double HISTOGRAM_ERROR = 2.5;

  /** What takes less takes guests as long again until they are scheduled, on a busy machine. */
  private static final double GUESTS_OWN_SECONDS = 0.01;

  private static final int REPORT_SECONDS = 10;

  /** One worker of four has more than its share, as connections fall, and never more than half. */
  private static final double MOST_LOST = REPORT_SECONDS * REQUESTS_PER_SECOND / 2.0;

  @TempDir Path directory;

  @Test
  void guestsAndBarographCountTheSame() throws IOException {
    try (TestDatabase database = TestDatabase.create(DatabaseKind.TIMESCALEDB);
        BarographServer server = BarographServer.on(database.url()).start();
        HotelExample hotel = new HotelExample(directory, server, HOST)) {
      ServiceViews views = new ServiceViews(server);
      JsonNode counted = everythingIsSeen(hotel, views);
      numbersAgree(counted, views);
      restartsAreTold(hotel, views);
      aKilledWorkerLosesItsLastReport(hotel, views);
    }
  }

  @Test
  void anOldNodeIsTold() throws IOException {
    Path node = Files.writeString(directory.resolve("node"), "#!/bin/sh\necho v18.19.0\n");
    assertThat(node.toFile().setExecutable(true)).isTrue();
    Map<String, String> path = Map.of("PATH", directory + ":" + System.getenv("PATH"));
    String run = Path.of("../examples/node/run").toAbsolutePath().normalize().toString();
    try (NodeProgram example = NodeProgram.startCommand("example", directory, path, List.of(run))) {
      await("it ends").atMost(PATIENCE).until(() -> !example.isRunning());
      assertThat(example.log()).contains("node is v18.19.0, the example needs 20 or newer");
    }
  }

  /**
   * Within seconds of the first guest, in the default window too; answers what the guests have
   * counted in the end.
   */
  private static JsonNode everythingIsSeen(HotelExample hotel, ServiceViews views) {
    try (NodeProgram guests = hotel.guests(SECONDS, REQUESTS_PER_SECOND)) {
      await("hosts, processes, rates and slow routes are in the views")
          .atMost(FIRST_SIGHT)
          .pollInterval(Duration.ofMillis(250))
          .untilAsserted(
              () -> {
                JsonNode host = views.list("hosts", "hosts").getFirst();
                assertThat(host.path("host").asString()).isEqualTo(HOST);
                assertThat(host.path("versions").propertyNames()).contains("node", "pm2");
                assertThat(views.list("processes?job=hotel", "processes"))
                    .hasSize(WORKERS)
                    .allMatch(process -> process.path("online").asBoolean())
                    .allMatch(process -> process.path("version").asString().equals("1.0.0"));
                assertThat(views.list("processes?job=search", "processes")).hasSize(1);
                String recently = "from=" + Instant.now().minusSeconds(120);
                for (String window : List.of("", "&" + recently)) {
                  assertThat(views.list("tps?by=process" + window, "series"))
                      .filteredOn(process -> process.path("requests_per_second").asDouble() > 0)
                      .hasSize(WORKERS + 1);
                }
                assertThat(views.list("routes/slow?" + recently, "routes"))
                    .hasSizeGreaterThanOrEqualTo(4);
                // If rules have recorded some of the routes, the others come a minute later.
                assertThat(views.list("routes/slow", "routes")).isNotEmpty();
              });
      return HotelExample.summary(guests);
    }
  }

  private static void numbersAgree(JsonNode counted, ServiceViews views) {
    Map<String, Double> workers = workers(counted);
    assertThat(counted.path("failures").isEmpty()).as(counted::toString).isTrue();
    await("every request is counted")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Map<String, Double> seen = views.requestsByWorker("hotel");
              seen.putAll(views.requestsByWorker("search"));
              // The script asks each once, whether it answers.
              assertThat(sum(seen)).isEqualTo(sum(workers) + 2);
              assertThat(seen).hasSameSizeAs(workers);
            });

    String window =
        "from=" + counted.path("from").asString() + "&to=" + counted.path("to").asString();
    assertThat(views.data("tps?" + window).path("requests_per_second").asDouble())
        .as("requests a second in %s", counted)
        .isCloseTo(counted.path("requests_per_second").asDouble(), Percentage.withPercentage(1));

    List<JsonNode> routes = views.list("routes/slow?sort=p95&" + window, "routes");
    assertThat(routes.getFirst().path("route").asString()).isEqualTo("/hotel/:id/rooms");
    for (JsonNode own : counted.path("routes")) {
      double p95 = own.path("p95_seconds").asDouble();
      if (own.path("p50_seconds").asDouble() > GUESTS_OWN_SECONDS) {
        JsonNode seen = route(routes, own);
        assertThat(seen.path("p95_seconds").asDouble())
            .as("%s, which guests saw as %s", seen, own)
            .isBetween(p95 / HISTOGRAM_ERROR, p95 * HISTOGRAM_ERROR);
      }
    }

    JsonNode booking = counted.path("routes").path(2);
    assertThat(views.list("exceptions/groups?job=hotel", "groups"))
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.path("type").asString()).isEqualTo("RangeError");
              assertThat(group.path("count").asInt()).isEqualTo(booking.path("requests").asInt());
            });
  }

  /** Answers by worker. */
  private static Map<String, Double> workers(JsonNode counted) {
    Map<String, Double> workers = new TreeMap<>();
    counted
        .path("workers")
        .properties()
        .forEach(worker -> workers.put(worker.getKey(), worker.getValue().asDouble()));
    return workers;
  }

  private static JsonNode route(List<JsonNode> routes, JsonNode own) {
    return routes.stream()
        .filter(route -> route.path("job").asString().equals(own.path("job").asString()))
        .filter(route -> route.path("method").asString().equals(own.path("method").asString()))
        .filter(route -> route.path("route").asString().equals(own.path("route").asString()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no route " + own + " in " + routes));
  }

  private static void restartsAreTold(HotelExample hotel, ServiceViews views) {
    hotel.pm2("restart", "hotel");
    await("restarts are counted and told")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(views.list("processes?job=hotel", "processes"))
                  .hasSize(WORKERS)
                  .allMatch(process -> process.path("restarts").asInt() == 1);
              List<String> kinds =
                  views.list("events?job=hotel&limit=1000", "events").stream()
                      .map(event -> event.path("kind").asString())
                      .toList();
              assertThat(kinds.stream().filter("restart"::equals)).hasSize(WORKERS);
              assertThat(kinds.stream().filter("start"::equals)).hasSize(2 * WORKERS);
              // None of them could tell itself: a signal has ended them.
              assertThat(kinds.stream().filter("exit"::equals)).hasSize(WORKERS);
            });
  }

  private static void aKilledWorkerLosesItsLastReport(HotelExample hotel, ServiceViews views) {
    Map<String, Double> before = views.requestsByWorker("hotel");
    JsonNode victim = views.list("processes?job=hotel", "processes").getFirst();
    String instance = victim.path("instance").asString();
    JsonNode counted;
    try (NodeProgram guests = hotel.guests(2 * REPORT_SECONDS + 5, REQUESTS_PER_SECOND)) {
      await("the worker has reported requests")
          .atMost(PATIENCE)
          .until(() -> sum(views.requestsByWorker("hotel")) > sum(before) + REQUESTS_PER_SECOND);
      ProcessHandle.of(victim.path("pid").asLong()).orElseThrow().destroyForcibly();
      counted = HotelExample.summary(guests);
    }
    String killed = "hotel" + instance.substring(instance.lastIndexOf(':'));
    Map<String, Double> answered = workers(counted);
    await("all but the last report of one worker is counted")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                views
                    .requestsByWorker("hotel")
                    .forEach(
                        (worker, total) ->
                            assertThat(answered.get(worker) - (total - before.get(worker)))
                                .as("lost of %s, when %s was killed", worker, killed)
                                .isBetween(0.0, worker.equals(killed) ? MOST_LOST : 0.0)));
  }

  private static double sum(Map<String, Double> counts) {
    return counts.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
