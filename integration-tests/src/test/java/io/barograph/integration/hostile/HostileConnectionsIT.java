package io.barograph.integration.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.agent.BarographAgent;
import io.barograph.integration.load.AgentLoad;
import io.barograph.integration.load.LoadSeries;
import io.barograph.integration.load.ReadBack;
import io.barograph.integration.load.RemoteWriteLoad;
import io.barograph.integration.load.SampleLedger;
import io.barograph.integration.process.BarographServer;
import io.barograph.model.Labels;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Connections that do harm by what they do not do, or do too much of. Honest senders go on beside
 * them. {@code make hostile} defines a million series in one connection, the suite fewer.
 */
final class HostileConnectionsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration DRIP = Duration.ofSeconds(1);
  private static final int CONNECTIONS_WITHOUT_SETUP = 10_000;
  private static final int SLOW_CLIENTS = 20;
  private static final int SERIES = Integer.getInteger("barograph.hostile.series", 150_000);

  /** What one metric may have by default; what is above is refused. */
  private static final int SERIES_OF_A_METRIC = 100_000;

  /** The heap is the bound: a server that runs out of it ends, and the test with it. */
  private static final String HEAP = "-Xmx512m";

  /** The heap, as much again for network buffers, and 256 MiB for code, classes and threads. */
  private static final long MOST_RESIDENT_BYTES = 1280L << 20;

  private TestDatabase database;
  private BarographServer server;
  private SampleLedger byRemoteWrite;
  private SampleLedger byAgent;
  private RemoteWriteLoad remoteWrite;
  private AgentLoad agent;

  @BeforeEach
  void startHonestSenders() {
    database = TestDatabase.create(DatabaseKind.TIMESCALEDB);
    server =
        BarographServer.on(database.url())
            .with("BAROGRAPH_JAVA_OPTIONS", HEAP + " -Dio.netty.leakDetection.level=paranoid")
            .with("BAROGRAPH_LIMITS_IN_FLIGHT", "64MB")
            .start();
    long start = Clock.systemUTC().millis() - Duration.ofHours(1).toMillis();
    byRemoteWrite = new SampleLedger(new LoadSeries("honest_remote_write", 20, start, 10));
    byAgent = new SampleLedger(new LoadSeries("honest_agent", 20, start, 10));
    remoteWrite = RemoteWriteLoad.start(byRemoteWrite, server.http().base(), 20);
    agent = AgentLoad.start(byAgent, server.rsocketAddress(), 10);
    honestSendersGoOn();
  }

  @AfterEach
  void honestSendersLostNothing() {
    try {
      honestSendersGoOn();
      remoteWrite.finish();
      agent.finish();
      assertHolds(byRemoteWrite);
      assertHolds(byAgent);
      assertThat(server.residentBytes()).isLessThan(MOST_RESIDENT_BYTES);
      assertThat(server.log()).as("buffers that were never released").doesNotContain("LEAK");
    } finally {
      remoteWrite.close();
      agent.close();
      server.close();
      database.close();
    }
  }

  @Test
  void tenThousandConnectsWithoutSetup() {
    try (RawConnections idle = new RawConnections(server.rsocketPort())) {
      idle.open(CONNECTIONS_WITHOUT_SETUP);
      honestSendersGoOn();
    }
  }

  @Test
  void garbageAndFramesCutShort() {
    Random random = new Random(1);
    byte[] garbage = new byte[64 << 10];
    try (RawConnections hostile = new RawConnections(server.rsocketPort())) {
      for (int i = 0; i < 100; i++) {
        random.nextBytes(garbage);
        hostile.send(garbage);
        // A frame that says it is 4 MB long, and ends after three bytes.
        hostile.send(new byte[] {0x3f, (byte) 0xff, (byte) 0xff, 0, 0, 0});
      }
      honestSendersGoOn();
    }
  }

  @Test
  void clientsOfOneByteASecond() {
    byte[] request =
        "POST /api/v1/write HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n"
            .getBytes(US_ASCII);
    byte[] frame = new byte[1_000];
    frame[1] = 0x03;
    try (RawConnections http = new RawConnections(server.http().base().getPort());
        RawConnections rsocket = new RawConnections(server.rsocketPort())) {
      for (int i = 0; i < SLOW_CLIENTS; i++) {
        http.drip(request, DRIP);
        rsocket.drip(frame, DRIP);
      }
      honestSendersGoOn();
      honestSendersGoOn();
    }
  }

  @Test
  void clientsThatNeverReadTheirAnswers() {
    byte[] queries =
        "GET /api/v1/query?query=honest_agent%5B2h%5D HTTP/1.1\r\nHost: localhost\r\n\r\n"
            .repeat(20)
            .getBytes(US_ASCII);
    try (RawConnections http = new RawConnections(server.http().base().getPort())) {
      for (int i = 0; i < SLOW_CLIENTS; i++) {
        http.sendAndNeverRead(queries);
      }
      honestSendersGoOn();
      honestSendersGoOn();
    }
  }

  @Test
  void moreSeriesInOneConnectionThanOneMetricMayHave() {
    Set<String> refusals = ConcurrentHashMap.newKeySet();
    try (BarographAgent flood =
        BarographAgent.builder(server.rsocketAddress())
            .bufferedSamples(2 * SERIES)
            .listener(batch -> batch.refusals().forEach(one -> refusals.add(one.getMessage())))
            .build()) {
      long now = Clock.systemUTC().millis();
      for (int i = 0; i < SERIES; i++) {
        flood
            .series(Labels.of(Labels.METRIC_NAME, "flood", "number", String.valueOf(i)))
            .append(now, i);
      }
      honestSendersGoOn();
      await("every sample of the flood is answered for")
          .atMost(PATIENCE)
          .until(() -> flood.counts().accepted() + flood.counts().refused() == SERIES);
      assertThat(flood.counts().dropped()).isZero();
      assertThat(flood.counts().accepted()).isEqualTo(SERIES_OF_A_METRIC);
      assertThat(refusals)
          .isNotEmpty()
          .allSatisfy(
              message ->
                  assertThat(message)
                      .containsAnyOf(
                          "metric \"flood\" has 100000 series, limit is 100000; drop labels",
                          // An eighth of the heap, which a million series exceed.
                          "take 67108864 bytes, which is the limit; define fewer"));
      honestSendersGoOn();
    }
  }

  private void honestSendersGoOn() {
    long target1 = byRemoteWrite.acknowledgedCount() + 3_000;
    long target2 = byAgent.acknowledgedCount() + 3_000;
    await("honest senders go on")
        .atMost(PATIENCE)
        .until(
            () ->
                byRemoteWrite.acknowledgedCount() >= target1
                    && byAgent.acknowledgedCount() >= target2);
    assertThat(server.isReady()).isTrue();
  }

  private void assertHolds(SampleLedger ledger) {
    LoadSeries load = ledger.load();
    long end = load.start() + Duration.ofHours(2).toMillis();
    assertThat(ledger.violations(ReadBack.samples(server.http(), load.metric(), 0, end))).isEmpty();
  }
}
