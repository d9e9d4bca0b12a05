package io.barograph.integration.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.JavaProgram;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A hotel on Spring Boot, counted by its guests and by Barograph. */
final class JavaDemoIT {
  private static final String HOST = "web-1";
  private static final String SLOW = "/hotel/{id}/rooms";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration FIRST_SIGHT = Duration.ofSeconds(15);
  private static final int REQUESTS_PER_SECOND = 50;

  /** Rates are over two minutes. */
  private static final int SECONDS = Integer.getInteger("barograph.demo.seconds", 135);

  /** Distance of two bounds of the agent's histograms. */
  private static final double HISTOGRAM_ERROR = 2.5;

  @TempDir Path directory;

  @Test
  void guestsAndBarographCountTheSame() throws IOException {
    try (TestDatabase database = TestDatabase.create(DatabaseKind.TIMESCALEDB);
        BarographServer server = BarographServer.on(database.url()).start();
        SpringHotel hotel = new SpringHotel(directory, server, HOST)) {
      ServiceViews views = new ServiceViews(server);
      JsonNode counted = everythingIsSeen(hotel, views);
      numbersAgree(counted, views);
      aRestartIsTold(hotel, views);
    }
  }

  /**
   * Within seconds of the first guest, in the default window too; answers what the guests have
   * counted in the end.
   */
  private static JsonNode everythingIsSeen(SpringHotel hotel, ServiceViews views) {
    hotel.visit();
    try (JavaProgram guests = hotel.guests(SECONDS, REQUESTS_PER_SECOND)) {
      await("hosts, processes, rates and slow routes are in the views")
          .atMost(FIRST_SIGHT)
          .pollInterval(Duration.ofMillis(250))
          .untilAsserted(
              () -> {
                assertThat(views.list("hosts?bucket=hotels", "hosts"))
                    .singleElement()
                    .satisfies(
                        host -> {
                          assertThat(host.path("host").asString()).isEqualTo(HOST);
                          assertThat(host.path("online").asBoolean()).isTrue();
                        });
                assertThat(views.list("processes?job=hotel", "processes"))
                    .singleElement()
                    .satisfies(
                        process -> {
                          assertThat(process.path("online").asBoolean()).isTrue();
                          assertThat(process.path("runtime").asString()).isEqualTo("java");
                          assertThat(process.path("revision").asString()).isEqualTo("abc1234");
                        });
                for (String window : List.of("", "&from=" + Instant.now().minusSeconds(120))) {
                  assertThat(views.list("tps?by=process&bucket=hotels" + window, "series"))
                      .singleElement()
                      .matches(series -> series.path("requests_per_second").asDouble() > 0);
                  assertThat(views.list("routes/slow?limit=100" + window, "routes"))
                      .extracting(route -> route.path("route").asString())
                      .contains(SLOW);
                }
              });
      return SpringHotel.summary(guests);
    }
  }

  private static void numbersAgree(JsonNode counted, ServiceViews views) {
    assertThat(counted.path("routes").valueStream())
        .as(counted::toString)
        .allMatch(route -> route.path("failures").asInt() == 0);
    String window =
        "from=%s&to=%s"
            .formatted(
                Instant.ofEpochMilli(counted.path("from_ms").asLong()),
                Instant.ofEpochMilli(counted.path("to_ms").asLong()));
    await("every request is counted")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        views.requestsByWorker("hotel").values().stream()
                            .mapToDouble(Double::doubleValue)
                            .sum())
                    // With the first guest, and what found out whether the hotel answers.
                    .isGreaterThanOrEqualTo(counted.path("requests").asDouble() + 4));
    assertThat(views.data("tps?" + window).path("requests_per_second").asDouble())
        .as("requests a second in %s", counted)
        .isCloseTo(counted.path("requests_per_second").asDouble(), Percentage.withPercentage(1));

    List<JsonNode> routes = views.list("routes/slow?sort=p95&" + window, "routes");
    assertThat(routes.getFirst().path("route").asString()).isEqualTo(SLOW);
    for (JsonNode own : counted.path("routes")) {
      JsonNode seen = route(routes, own);
      double p95 = own.path("p95_seconds").asDouble();
      assertThat(seen.path("p95_seconds").asDouble())
          .as("%s, which guests saw as %s", seen, own)
          .isBetween(p95 / HISTOGRAM_ERROR, p95 * HISTOGRAM_ERROR);
    }
    long bookings = counted.path("routes").path(2).path("requests").asLong() + 1;
    assertThat(views.list("exceptions/groups?job=hotel", "groups"))
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.path("type").asString())
                  .isEqualTo("java.lang.IllegalStateException");
              assertThat(group.path("count").asLong()).isEqualTo(bookings);
            });
    assertThat(views.list("transactions?job=hotel&limit=1000", "transactions"))
        .extracting(transaction -> transaction.path("route").asString())
        .contains(SLOW, "/hotel/{id}/booking")
        .doesNotContain("/hotel/{id}");
  }

  private static JsonNode route(List<JsonNode> routes, JsonNode own) {
    return routes.stream()
        .filter(route -> route.path("method").asString().equals(own.path("method").asString()))
        .filter(route -> route.path("route").asString().equals(own.path("route").asString()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no route " + own + " in " + routes));
  }

  private static void aRestartIsTold(SpringHotel hotel, ServiceViews views) {
    hotel.restart();
    await("the end and the start are told")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(views.list("events?job=hotel&limit=1000", "events"))
                    .extracting(event -> event.path("kind").asString())
                    .contains("exit")
                    .filteredOn("start"::equals)
                    .hasSize(2));
  }
}
