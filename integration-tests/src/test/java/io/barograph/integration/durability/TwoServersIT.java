package io.barograph.integration.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.load.LoadSeries;
import io.barograph.integration.load.ReadBack;
import io.barograph.integration.load.RemoteWriteLoad;
import io.barograph.integration.load.SampleLedger;
import io.barograph.integration.process.BarographServer;
import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two servers on one database share the series and the work, and do not fight. */
@OnEachDatabase
final class TwoServersIT {
  private static final String COMPACTIONS = "barograph_compaction_seconds_count";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final TestDatabase database;

  TwoServersIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void bothWriteTheSameSamplesAndOneOutlivesTheOther() {
    long firstTimestamp = Clock.systemUTC().millis() - Duration.ofHours(1).toMillis();
    // One ledger: each server gets the same series with the same samples from its own sender.
    SampleLedger ledger = new SampleLedger(new LoadSeries("load", 40, firstTimestamp, 10));
    try (BarographServer first = server().start();
        BarographServer second = server().start();
        RemoteWriteLoad toFirst = RemoteWriteLoad.start(ledger, first.http().base(), 20);
        RemoteWriteLoad toSecond = RemoteWriteLoad.start(ledger, second.http().base(), 20)) {
      awaitAcknowledged(ledger, 10_000);
      await("one of them compacts")
          .atMost(PATIENCE)
          .until(() -> first.metric(COMPACTIONS) + second.metric(COMPACTIONS) >= 2);
      boolean firstLeads = first.metric(COMPACTIONS) > 0;
      BarographServer leader = firstLeads ? first : second;
      BarographServer other = firstLeads ? second : first;
      assertThat(other.metric(COMPACTIONS)).as("compactions of who does not lead").isZero();

      leader.kill9();
      await("the other takes over").atMost(PATIENCE).until(() -> other.metric(COMPACTIONS) >= 1);
      awaitAcknowledged(ledger, 5_000);
      toFirst.finish();
      toSecond.finish();

      long end = firstTimestamp + Duration.ofHours(2).toMillis();
      assertThat(ledger.violations(ReadBack.samples(other.http(), "load", 0, end))).isEmpty();
    }
  }

  private BarographServer server() {
    return BarographServer.on(database.url()).with("BAROGRAPH_COMPACTION_INTERVAL", "2s");
  }

  private static void awaitAcknowledged(SampleLedger ledger, long more) {
    long target = ledger.acknowledgedCount() + more;
    await().atMost(PATIENCE).until(() -> ledger.acknowledgedCount() >= target);
  }
}
