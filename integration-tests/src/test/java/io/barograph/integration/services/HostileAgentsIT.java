package io.barograph.integration.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.process.BarographServer;
import io.barograph.protocol.v1.Event;
import io.barograph.protocol.v1.ExceptionRecord;
import io.barograph.protocol.v1.Label;
import io.barograph.protocol.v1.ProcessKey;
import io.barograph.protocol.v1.ProcessReport;
import io.barograph.protocol.v1.RecordAck;
import io.barograph.protocol.v1.RecordBatch;
import io.barograph.protocol.v1.SampleColumns;
import io.barograph.protocol.v1.SeriesDefinition;
import io.barograph.protocol.v1.WriteAck;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Agents that are wrong about themselves, each on a host of its own: what they say is bounded, is
 * named in one event, and harms nobody else. {@code make hostile} sends a million routes, the suite
 * fewer.
 */
final class HostileAgentsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Clock CLOCK = Clock.systemUTC();
  private static final int SERIES_OF_A_METRIC = 10_000;
  private static final int ROUTES = Integer.getInteger("barograph.hostile.series", 30_000);
  private static final int ROUTES_OF_A_BATCH = 5_000;
  private static final int PROCESSES_OF_A_HOST = 1_000;
  private static final int HUGE = 50 << 20;
  private static final String REQUESTS = "http_server_requests_seconds_count";

  private static TestDatabase database;
  private static BarographServer server;

  @BeforeAll
  static void start() {
    database = TestDatabase.create(DatabaseKind.TIMESCALEDB);
    server =
        BarographServer.on(database.url())
            .with("BAROGRAPH_JAVA_OPTIONS", "-Xmx512m -Dio.netty.leakDetection.level=paranoid")
            .with("BAROGRAPH_LIMITS_SERIES_PER_METRIC", String.valueOf(SERIES_OF_A_METRIC))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  @AfterEach
  void anHonestAgentIsServed() {
    try (RawAgent honest = agent("honest")) {
      SampleColumns samples =
          SampleColumns.newBuilder()
              .addDefine(series(0, "honest", "honest", "/"))
              .addRefs(0)
              .setBaseTimestampMs(CLOCK.millis())
              .addValues(1)
              .build();
      List<WriteAck> acks = honest.samples(Flux.just(samples));
      assertThat(acks).hasSize(1).allMatch(ack -> ack.getAccepted() == 1);
      assertThat(honest.records(report("honest", "honest:0", 1))).hasSize(1);
    }
    assertThat(kinds("honest")).isEmpty();
    assertThat(server.log()).as("buffers that were never released").doesNotContain("LEAK");
  }

  private static RawAgent agent(String host) {
    return new RawAgent(server.rsocketPort(), host);
  }

  private static ProcessKey process(String job, String instance) {
    return ProcessKey.newBuilder().setJob(job).setInstance(instance).build();
  }

  private static RecordBatch report(String job, String instance, int pid) {
    return RecordBatch.newBuilder()
        .addProcesses(ProcessReport.newBuilder().setProcess(process(job, instance)).setPid(pid))
        .setSentTimeMs(CLOCK.millis())
        .build();
  }

  private static SeriesDefinition series(int ref, String metric, String job, String route) {
    return SeriesDefinition.newBuilder()
        .setRef(ref)
        .addLabels(label("__name__", metric))
        .addLabels(label("job", job))
        .addLabels(label("instance", job + ":0"))
        .addLabels(label("route", route))
        .build();
  }

  private static Label label(String name, String value) {
    return Label.newBuilder().setName(name).setValue(value).build();
  }

  private static JsonNode events(String host) {
    return JSON.readTree(server.http().get("/api/v1/events?limit=1000&host=" + host).body())
        .path("data")
        .path("events");
  }

  private static List<String> kinds(String host) {
    return events(host).findValuesAsString("kind");
  }

  private static void awaitEvent(String host, String kind, String message) {
    await("one event names what is odd")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(kinds(host)).containsOnlyOnce(kind));
    assertThat(events(host).findValuesAsString("message"))
        .anySatisfy(text -> assertThat(text).contains(message));
  }

  @Test
  void theSameIdentityTwice() {
    try (RawAgent one = agent("twin");
        RawAgent other = agent("twin")) {
      for (int i = 0; i < 5; i++) {
        assertThat(one.records(report("web", "web:0", 100))).hasSize(1);
        assertThat(other.records(report("web", "web:0", 200))).hasSize(1);
      }
    }
    awaitEvent("twin", "identity_twice", "two agents report this process in turn: pid");
    assertThat(events("twin").path(0).path("instance").asString()).isEqualTo("web:0");
  }

  @Test
  void aProcessThatChangesItsName() {
    try (RawAgent agent = agent("renamed")) {
      for (int batch = 0; batch < 5; batch++) {
        RecordBatch.Builder reports = RecordBatch.newBuilder();
        for (int i = 0; i < 500; i++) {
          reports.addProcesses(
              ProcessReport.newBuilder()
                  .setProcess(process("web", "web:" + (batch * 500 + i)))
                  .setPid(7));
        }
        assertThat(agent.records(reports.build())).hasSize(1);
        await("the reports are written").pollDelay(Duration.ofMillis(1_500)).until(() -> true);
      }
    }
    awaitEvent("renamed", "too_many_processes", "more than 1000 processes");
    await("the oldest names are forgotten")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(knownProcesses("renamed")).isLessThanOrEqualTo(PROCESSES_OF_A_HOST));
  }

  private static int knownProcesses(String host) throws SQLException {
    try (Connection session = database.connect();
        PreparedStatement count =
            session.prepareStatement("SELECT count(*) FROM barograph.process WHERE host = ?")) {
      count.setString(1, host);
      try (ResultSet rows = count.executeQuery()) {
        assertThat(rows.next()).isTrue();
        return rows.getInt(1);
      }
    }
  }

  @Test
  void aClockThatIsADayAhead() {
    long tomorrow = CLOCK.millis() + Duration.ofDays(1).toMillis();
    try (RawAgent agent = agent("early")) {
      RecordAck ack =
          agent
              .records(
                  RecordBatch.newBuilder()
                      .setSentTimeMs(tomorrow)
                      .addEvents(
                          Event.newBuilder()
                              .setId(RawAgent.id())
                              .setTimeMs(tomorrow)
                              .setKind("start"))
                      .build())
              .getFirst();
      assertThat(ack.getAccepted()).isZero();
      assertThat(ack.getRefused(0).getReason()).isEqualTo("timestamp_too_far_in_future");
    }
    awaitEvent("early", "clock_off", "s ahead of that of the server; let NTP set it");
    assertThat(kinds("early")).containsExactly("clock_off");
  }

  @Test
  void everNewRoutes() {
    long accepted = 0;
    long refused = 0;
    try (RawAgent agent = agent("router")) {
      for (WriteAck ack :
          agent.samples(Flux.range(0, ROUTES / ROUTES_OF_A_BATCH).map(HostileAgentsIT::routes))) {
        accepted += ack.getAccepted();
        refused += ack.getRefusedList().stream().mapToLong(one -> one.getSamples()).sum();
      }
    }
    assertThat(accepted).isBetween(SERIES_OF_A_METRIC - 100L, (long) SERIES_OF_A_METRIC);
    assertThat(accepted + refused).isEqualTo(ROUTES);
    awaitEvent(
        "router",
        "too_many_series",
        "metric \"http_server_requests_seconds_count\" has 10000 series, limit is 10000");
    assertThat(events("router").path(0).path("job").asString()).isEqualTo("endless");
  }

  private static SampleColumns routes(int batch) {
    SampleColumns.Builder samples =
        SampleColumns.newBuilder().setBatch(batch).setBaseTimestampMs(CLOCK.millis());
    IntStream.range(batch * ROUTES_OF_A_BATCH, (batch + 1) * ROUTES_OF_A_BATCH)
        .forEach(
            ref ->
                samples
                    .addDefine(series(ref, REQUESTS, "endless", "/hotel/" + ref))
                    .addRefs(ref)
                    .addValues(1));
    return samples.build();
  }

  private static RecordBatch exception(int stackBytes) {
    return RecordBatch.newBuilder()
        .setProcess(process("web", "web:0"))
        .addExceptions(
            ExceptionRecord.newBuilder()
                .setId(RawAgent.id())
                .setTimeMs(CLOCK.millis())
                .setType("Error")
                .setStack("at x\n".repeat(stackBytes / 5)))
        .build();
  }

  @Test
  void aStackOf50Megabytes() {
    try (RawAgent agent = agent("huge")) {
      assertThat(agent.records(exception(1000 << 10)).getFirst().getAccepted()).isEqualTo(1);
      assertThatThrownBy(() -> agent.records(exception(2 << 20)))
          .hasMessageContaining("limit is 1048576; send fewer records at a time");
      assertThatThrownBy(() -> agent.records(exception(1), exception(HUGE)));
    }
    awaitEvent("huge", "batch_refused", "limit is 1048576; send fewer records at a time");
    await("the first stack is there, cut")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(server.http().get("/api/v1/exceptions?host=huge").body())
                    .contains("\"truncated\":true"));
  }

  @Test
  void aStackOf50MegabytesInItsFirstBatch() {
    try (RawAgent agent = agent("larger")) {
      assertThatThrownBy(() -> agent.records(exception(HUGE)));
    }
    awaitEvent("larger", "batch_refused", "it has more than 4259840 bytes; send smaller batches");
  }
}
