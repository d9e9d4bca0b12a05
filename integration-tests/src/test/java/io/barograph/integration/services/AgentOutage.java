package io.barograph.integration.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.JavaProgram;
import io.barograph.integration.process.NodeProgram;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Services under load whose server is killed: for as long as their agents can keep everything, and
 * for far longer. They report every 200 ms, fifty times as often as by default, so that what agents
 * keep by default is full within minutes. {@code make outage-agents} runs it; it takes a quarter of
 * an hour, so it is not part of the suite.
 */
final class AgentOutage {
  private static final Duration KILLED =
      Duration.ofSeconds(Integer.getInteger("barograph.outage.kill-seconds", 60));
  private static final Duration AWAY =
      Duration.ofSeconds(Integer.getInteger("barograph.outage.away-seconds", 600));

  /** Guests come before the server goes and after it was called back. */
  private static final Duration BEFORE = Duration.ofSeconds(10);

  private static final Duration AFTER = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
  private static final int NODE_REQUESTS_PER_SECOND = 20;
  private static final int JAVA_REQUESTS_PER_SECOND = 10;

  /** As the documents of both agents state it. */
  private static final int MOST_RECORDS = 1_000;

  private static final int MOST_SAMPLES_OF_NODE = 200_000;

  /** With four batches that are on their way. */
  private static final int MOST_SAMPLES_OF_JAVA = 240_000;

  /** Samples of 20 bytes, and 8 MiB of records. */
  private static final long MOST_BYTES = 16L << 20;

  /** What a heap and a process move by without a reason that lasts. */
  private static final long HEAP_NOISE = 2L << 20;

  private static final long RESIDENT_NOISE = 12L << 20;

  @TempDir Path directory;

  private TestDatabase database;
  private BarographServer server;
  private PlainNodeHotel node;
  private SpringHotel spring;
  private CountedService express;
  private CountedService search;
  private CountedService java;

  @BeforeEach
  void start() throws IOException {
    database = TestDatabase.create(DatabaseKind.TIMESCALEDB);
    server = BarographServer.on(database.url()).start();
    node =
        new PlainNodeHotel(
            directory,
            server,
            Map.of(
                "BAROGRAPH_HOST", "web-1",
                "BAROGRAPH_AGENT_INTERVAL", "200ms",
                "BAROGRAPH_AGENT_SLOW", "150ms"));
    spring =
        new SpringHotel(directory, server, "web-2", Map.of("BAROGRAPH_AGENT_INTERVAL", "200ms"));
    ServiceViews views = new ServiceViews(server);
    express = new CountedService("node-hotel", "route", views, database);
    search = new CountedService("node-search", "route", views, database);
    java = new CountedService("hotel", "uri", views, database);
  }

  @AfterEach
  void stop() {
    spring.close();
    node.close();
    server.close();
    database.close();
  }

  @Test
  void agentsOutliveTheirServer() throws SQLException {
    Map<String, Long> guests = new TreeMap<>();

    Outage shorter = endure(KILLED, guests);
    everyRequestIsCounted(guests);
    for (CountedService service : List.of(express, java)) {
      awaitAllRecords(service);
      assertThat(service.agentRecords())
          .containsEntry("dropped", 0L)
          .containsEntry("refused", 0L)
          .containsEntry("suppressed", 0L);
      assertThat(service.holes(shorter.from, shorter.to)).isZero();
    }
    assertThat(express.transactions())
        .containsEntry("/hotel/:id/rooms", guests.get("/hotel/:id/rooms"))
        .containsEntry("/hotel/:id/booking", guests.get("/hotel/:id/booking"));
    assertThat(express.exceptions()).isEqualTo(guests.get("/hotel/:id/booking"));
    assertThat(java.transactions())
        .containsEntry("/hotel/{id}/rooms", guests.get("/hotel/{id}/rooms"))
        .containsEntry("/hotel/{id}/booking", guests.get("/hotel/{id}/booking"));
    assertThat(java.exceptions()).isEqualTo(guests.get("/hotel/{id}/booking"));
    report("killed for " + KILLED.toSeconds() + " s", guests, shorter);

    Outage longer = endure(AWAY, guests);
    everyRequestIsCounted(guests);
    awaitAllRecords(express);
    awaitAllRecords(java);
    report("away for " + AWAY.toSeconds() + " s", guests, longer);
    theOldestRecordsAreGone(express, longer, made(guests, "/hotel/:id"));
    theOldestRecordsAreGone(java, longer, made(guests, "/hotel/{id}"));
    assertThat(express.mostWaitingSamples()).isLessThanOrEqualTo(MOST_SAMPLES_OF_NODE);
    assertThat(java.mostWaitingSamples()).isLessThanOrEqualTo(MOST_SAMPLES_OF_JAVA);
    memoryStaysBounded("Node.js", longer.nodeMemory);
    memoryStaysBounded("Java", longer.javaMemory);
  }

  /** Kills the server for so long while guests come, and adds what they have counted. */
  private Outage endure(Duration absence, Map<String, Long> guests) {
    int seconds = (int) BEFORE.plus(absence).plus(AFTER).toSeconds();
    AgentMemory nodeMemory = new AgentMemory(node::residentBytes, node::heapBytes);
    AgentMemory javaMemory = new AgentMemory(spring::residentBytes, spring::heapBytes);
    JsonNode ofNode;
    JsonNode ofJava;
    try (NodeProgram nodeGuests = node.guests(seconds, NODE_REQUESTS_PER_SECOND);
        JavaProgram javaGuests = spring.guests(seconds, JAVA_REQUESTS_PER_SECOND)) {
      await("guests come").pollDelay(BEFORE).atMost(PATIENCE).until(() -> true);
      server.kill9();
      watch(
          absence,
          () -> {
            nodeMemory.look();
            javaMemory.look();
          });
      server.start();
      ofNode = HotelExample.summary(nodeGuests);
      ofJava = SpringHotel.summary(javaGuests);
    }
    assertThat(ofNode.path("failures").isEmpty()).as(ofNode::toString).isTrue();
    for (JsonNode counted : List.of(ofNode, ofJava)) {
      for (JsonNode route : counted.path("routes")) {
        assertThat(route.path("failures").asInt()).as(counted::toString).isZero();
        guests.merge(route.path("route").asString(), route.path("requests").asLong(), Long::sum);
      }
    }
    return new Outage(
        Instant.ofEpochMilli(ofJava.path("from_ms").asLong()).plusSeconds(2),
        Instant.ofEpochMilli(ofJava.path("to_ms").asLong()),
        nodeMemory,
        javaMemory);
  }

  private static void watch(Duration time, Runnable look) {
    long end = System.nanoTime() + time.toNanos();
    await("the server stays away")
        .pollDelay(Duration.ZERO)
        .pollInterval(BETWEEN_LOOKS)
        .atMost(time.plus(PATIENCE))
        .until(
            () -> {
              look.run();
              return System.nanoTime() - end >= 0;
            });
  }

  private void everyRequestIsCounted(Map<String, Long> guests) {
    await("every request is counted")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Map<String, Long> counted = new TreeMap<>(express.requests());
              counted.putAll(search.requests());
              counted.putAll(java.requests());
              assertThat(counted).isEqualTo(guests);
            });
  }

  private static void awaitAllRecords(CountedService service) throws SQLException {
    await("what the server has accepted is in the tables, and nothing else")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(service.agentRecords()).containsEntry("accepted", service.records()));
    assertThat(service.idsInTwoRows()).isZero();
  }

  /** Slow requests, failed ones, and the exceptions of those. */
  private static long made(Map<String, Long> guests, String hotel) {
    return guests.get(hotel + "/rooms") + 2 * guests.get(hotel + "/booking");
  }

  private static void theOldestRecordsAreGone(CountedService service, Outage outage, long made)
      throws SQLException {
    long dropped = service.agentRecords().get("dropped");
    assertThat(service.records() + dropped).as("kept and dropped").isGreaterThanOrEqualTo(made);
    if (dropped > 0) {
      assertThat(service.holes(outage.from, outage.to)).as("the oldest, and no others").isOne();
      assertThat(service.records()).isGreaterThanOrEqualTo(MOST_RECORDS);
    }
  }

  private static void memoryStaysBounded(String agent, AgentMemory memory) {
    assertThat(memory.heapGrowth()).as("%s, %s", agent, memory).isLessThan(MOST_BYTES);
    if (AWAY.compareTo(Duration.ofMinutes(10)) >= 0) {
      assertThat(memory.lateHeapGrowth()).as("%s, %s", agent, memory).isLessThan(HEAP_NOISE);
      assertThat(memory.lateResidentGrowth())
          .as("%s, %s", agent, memory)
          .isLessThan(RESIDENT_NOISE);
    }
  }

  private void report(String what, Map<String, Long> guests, Outage outage) throws SQLException {
    System.out.printf("%s: all counted %s%n", what, guests);
    for (CountedService service : List.of(express, java)) {
      System.out.printf(
          "  %s: %d records in the tables, the agent says %s; at most %d samples waited, %d"
              + " dropped%n",
          service,
          service.records(),
          service.agentRecords(),
          service.mostWaitingSamples(),
          service.droppedSamples());
    }
    System.out.printf("  Node.js: %s%n  Java: %s%n", outage.nodeMemory, outage.javaMemory);
  }

  /** From shortly after the first guest to the last one. */
  private record Outage(Instant from, Instant to, AgentMemory nodeMemory, AgentMemory javaMemory) {}
}
