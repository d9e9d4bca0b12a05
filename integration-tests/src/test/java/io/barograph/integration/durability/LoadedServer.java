package io.barograph.integration.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.load.AgentLoad;
import io.barograph.integration.load.LoadSeries;
import io.barograph.integration.load.ReadBack;
import io.barograph.integration.load.RemoteWriteLoad;
import io.barograph.integration.load.SampleLedger;
import io.barograph.integration.load.SqlSamples;
import io.barograph.integration.process.BarographServer;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.DatabaseServer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** A server on a database of its own, loaded through both doors. */
final class LoadedServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SERIES = 40;
  private static final int STEP_MILLIS = 10;

  private final DatabaseServer database;
  private final BarographServer server;
  private final SampleLedger byRemoteWrite;
  private final SampleLedger byAgent;
  private final RemoteWriteLoad remoteWrite;
  private final AgentLoad agent;

  private LoadedServer(DatabaseServer database, BarographServer server, long firstTimestamp) {
    this.database = database;
    this.server = server;
    this.byRemoteWrite =
        new SampleLedger(
            new LoadSeries("load_by_remote_write", SERIES, firstTimestamp, STEP_MILLIS));
    this.byAgent =
        new SampleLedger(new LoadSeries("load_by_agent", SERIES, firstTimestamp, STEP_MILLIS));
    this.remoteWrite = RemoteWriteLoad.start(byRemoteWrite, server.http().base(), 20);
    this.agent = AgentLoad.start(byAgent, server.rsocketAddress(), 10);
  }

  /** Starts all of it. Timestamps begin an hour ago, so that a fast load stays in the past. */
  static LoadedServer start(DatabaseKind kind) {
    return start(kind, Map.of());
  }

  /** The same with environment variables for the server. */
  static LoadedServer start(DatabaseKind kind, Map<String, String> variables) {
    DatabaseServer database = DatabaseServer.create(kind);
    database.start();
    BarographServer server =
        BarographServer.on(database.address().url()).with("BAROGRAPH_COMPACTION_INTERVAL", "5s");
    variables.forEach(server::with);
    server.start();
    long firstTimestamp = Clock.systemUTC().millis() - Duration.ofHours(1).toMillis();
    return new LoadedServer(database, server, firstTimestamp);
  }

  DatabaseServer database() {
    return database;
  }

  BarographServer server() {
    return server;
  }

  RemoteWriteLoad remoteWrite() {
    return remoteWrite;
  }

  AgentLoad agent() {
    return agent;
  }

  /** Returns when each door has acknowledged so many samples more. */
  void awaitAcknowledged(long more) {
    long target1 = byRemoteWrite.acknowledgedCount() + more;
    long target2 = byAgent.acknowledgedCount() + more;
    await("samples are acknowledged through both doors")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .failFast("a load has failed", () -> remoteWrite.hasFailed())
        .untilAsserted(
            () -> {
              assertThat(byRemoteWrite.acknowledgedCount())
                  .as("by remote write")
                  .isGreaterThanOrEqualTo(target1);
              assertThat(byAgent.acknowledgedCount())
                  .as("by agent; its counts: %s", agent.counts())
                  .isGreaterThanOrEqualTo(target2);
            });
  }

  /** Ends the loads and compares all that was acknowledged with HTTP and SQL. */
  void assertNothingLostOrDoubled() {
    remoteWrite.finish();
    agent.finish();
    assertThat(agent.counts().refused()).as("refused samples of the agent").isZero();
    verify(byRemoteWrite);
    verify(byAgent);
  }

  private void verify(SampleLedger ledger) {
    LoadSeries load = ledger.load();
    long end = load.timestamp(1) + Duration.ofHours(2).toMillis();
    assertThat(ledger.violations(ReadBack.samples(server.http(), load.metric(), 0, end)))
        .as("over HTTP, %d samples acknowledged", ledger.acknowledgedCount())
        .isEmpty();
    assertThat(ledger.violations(SqlSamples.of(database.address(), load.metric())))
        .as("in SQL, %d samples acknowledged", ledger.acknowledgedCount())
        .isEmpty();
  }

  @Override
  public void close() {
    remoteWrite.close();
    agent.close();
    server.close();
    database.close();
  }
}
