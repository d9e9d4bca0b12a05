package io.barograph.integration.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.load.RemoteWriteFlood;
import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.HttpAnswer;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.DatabaseServer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The database is frozen or stopped under load, and then a flood comes too. {@code make outage}
 * does it for two minutes, the suite for a few seconds.
 */
final class OutageIT {
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("barograph.outage.seconds", 8));

  /** The heap is the bound: a server that runs out of it ends, and the test with it. */
  private static final Map<String, String> SMALL_MEMORY =
      Map.of("BAROGRAPH_JAVA_OPTIONS", "-Xmx384m", "BAROGRAPH_LIMITS_IN_FLIGHT", "64MB");

  /** The heap, as much again for network buffers, and 256 MiB for code, classes and threads. */
  private static final long MOST_RESIDENT_BYTES = 1024L << 20;

  @Test
  void outlivesAFrozenDatabase() {
    survives(DatabaseServer::pause, DatabaseServer::resume);
  }

  @Test
  void outlivesAStoppedDatabase() {
    survives(DatabaseServer::stop, DatabaseServer::start);
  }

  private static void survives(Consumer<DatabaseServer> takeAway, Consumer<DatabaseServer> bring) {
    try (LoadedServer loaded = LoadedServer.start(DatabaseKind.TIMESCALEDB, SMALL_MEMORY)) {
      loaded.awaitAcknowledged(5_000);

      takeAway.accept(loaded.database());
      await("readiness says why")
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                HttpAnswer answer = loaded.server().readiness();
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body()).contains("database");
              });
      await("remote write is told to come back")
          .atMost(Duration.ofSeconds(30))
          .until(() -> loaded.remoteWrite().unavailable() > 0);
      endureAFlood(loaded);
      bring.accept(loaded.database());

      loaded.awaitAcknowledged(5_000);
      await("readiness is back")
          .atMost(Duration.ofSeconds(30))
          .until(() -> loaded.server().isReady());
      loaded.assertNothingLostOrDoubled();
    }
  }

  private static void endureAFlood(LoadedServer loaded) {
    RemoteWriteFlood flood =
        RemoteWriteFlood.start(64, loaded.server().http().base(), Clock.systemUTC().millis());
    try (flood) {
      await("the outage lasts, and memory stays within its bound throughout")
          .during(OUTAGE)
          .atMost(OUTAGE.plusSeconds(30))
          .untilAsserted(() -> assertMemoryIsBounded(loaded.server()));
    }
    assertThat(flood.answers()).as("answers by status").containsOnlyKeys(503);
  }

  private static void assertMemoryIsBounded(BarographServer server) {
    assertThat(server.metric("barograph_ingest_in_flight_bytes"))
        .isLessThanOrEqualTo(server.metric("barograph_ingest_in_flight_limit_bytes"));
    assertThat(server.residentBytes()).isLessThan(MOST_RESIDENT_BYTES);
  }
}
