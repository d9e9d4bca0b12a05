package io.barograph.integration.queryload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.HttpAnswer;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.DatabaseServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * 50 people look at dashboards, 50,000 samples come in each second, and some queries ask for far
 * too much. {@code make load} does it for two minutes, the suite for a few seconds.
 */
@Tag("whole-machine")
final class QueryLoadIT {
  private static final Duration DURATION =
      Duration.ofSeconds(Integer.getInteger("barograph.load.seconds", 15));
  private static final int CLIENTS = 50;

  /** The heap, as much again for network buffers, and 256 MiB for code, classes and threads. */
  private static final long MOST_RESIDENT_BYTES = 2304L << 20;

  @Test
  void dashboardsAreServedWhileSamplesComeIn() {
    try (DatabaseServer database = DatabaseServer.create(DatabaseKind.TIMESCALEDB)) {
      database.start();
      try (BarographServer server =
          BarographServer.on(database.address().url())
              .with("BAROGRAPH_COMPACTION_INTERVAL", "10s")
              .with("BAROGRAPH_QUERY_MAX_SAMPLES", "1000000")
              .with("BAROGRAPH_JAVA_OPTIONS", "-Xmx1g")
              .start()) {
        serve(server);
      }
    }
  }

  private static void serve(BarographServer server) {
    URI base = server.http().base();
    SteadyIngest ingest = SteadyIngest.start(base);
    DashboardClients clients = DashboardClients.start(CLIENTS, base);
    try (ingest;
        clients) {
      // Before that, everything is not yet too much.
      await("samples come in")
          .atMost(Duration.ofMinutes(1))
          .until(() -> ingest.stored() > 5 * SteadyIngest.SAMPLES_PER_SECOND);
      await("memory stays within its bound, whatever is asked")
          .during(DURATION)
          .atMost(DURATION.plusMinutes(1))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                everythingIsTooMuch(server);
                askAndLeave(base);
                assertThat(server.residentBytes()).isLessThan(MOST_RESIDENT_BYTES);
              });
    }
    System.out.printf(
        "%d samples stored, %.0f each second, %s, %d MiB resident%n",
        ingest.stored(), ingest.rate(), clients.latencies(), server.residentBytes() >> 20);
    assertThat(clients.errors()).isEmpty();
    await("what was abandoned has stopped")
        .atMost(Duration.ofSeconds(5))
        .until(() -> server.metric("barograph_api_queries_running") == 0);
  }

  private static void everythingIsTooMuch(BarographServer server) {
    HttpAnswer answer =
        server
            .http()
            .postForm(
                "/api/v1/query",
                Map.of(
                    "query",
                    "count_over_time({__name__=~\".+\"}[15d])",
                    "time",
                    String.valueOf(Clock.systemUTC().millis() / 1000)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains("\"errorType\":\"execution\"", "1000000", "samples");
  }

  /** Asks for work of many minutes and hangs up. */
  private static void askAndLeave(URI base) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET /api/v1/query?query=count_over_time(sum_over_time(vector(1)[1d:1s])[1d:1s])"
                      + " HTTP/1.1\r\nHost: test\r\n\r\n")
                  .getBytes(US_ASCII));
    }
  }
}
