package io.barograph.integration.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.process.HttpAnswer;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.DatabaseServer;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The database is frozen or stopped under load. {@code make outage} does it for two minutes, the
 * suite for a few seconds.
 */
final class OutageIT {
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("barograph.outage.seconds", 8));

  @Test
  void outlivesAFrozenDatabase() {
    survives(DatabaseServer::pause, DatabaseServer::resume);
  }

  @Test
  void outlivesAStoppedDatabase() {
    survives(DatabaseServer::stop, DatabaseServer::start);
  }

  private static void survives(Consumer<DatabaseServer> takeAway, Consumer<DatabaseServer> bring) {
    try (LoadedServer loaded = LoadedServer.start(DatabaseKind.TIMESCALEDB)) {
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
      await("the outage lasts")
          .pollDelay(OUTAGE)
          .atMost(OUTAGE.plusSeconds(30))
          .untilAsserted(() -> assertMemoryIsBounded(loaded));
      bring.accept(loaded.database());

      loaded.awaitAcknowledged(5_000);
      await("readiness is back")
          .atMost(Duration.ofSeconds(30))
          .until(() -> loaded.server().isReady());
      loaded.assertNothingLostOrDoubled();
    }
  }

  private static void assertMemoryIsBounded(LoadedServer loaded) {
    assertThat(loaded.server().metric("barograph_ingest_in_flight_bytes"))
        .isLessThanOrEqualTo(loaded.server().metric("barograph_ingest_in_flight_limit_bytes"));
  }
}
