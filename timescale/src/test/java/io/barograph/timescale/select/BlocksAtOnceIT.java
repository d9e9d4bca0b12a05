package io.barograph.timescale.select;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.SeriesResolution;
import io.barograph.storage.TimeRange;
import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.DatabaseAddress;
import io.barograph.timescale.StoreSettings;
import io.barograph.timescale.TimescaleStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Small queries, whose one statement locks, takes its snapshot and reads. */
@OnEachDatabase
final class BlocksAtOnceIT {
  private static final Instant NOW = Instant.parse("2026-11-22T20:17:43Z");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int SAMPLES_IN_MEMORY = 10;

  private final TestDatabase database;
  private final DatabaseAddress address;
  private final Connection session;
  private final TimescaleStore store;

  BlocksAtOnceIT(TestDatabase kind) throws SQLException {
    database = TestDatabase.create(kind.kind());
    address = DatabaseAddress.parse(database.url());
    session = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    store = open();
  }

  private TimescaleStore open() {
    return requireNonNull(
        TimescaleStore.open(
                StoreSettings.of(address)
                    .withQuery(new QuerySettings(2, SAMPLES_IN_MEMORY, PATIENCE)),
                Clock.fixed(NOW, ZoneOffset.UTC),
                new SimpleMeterRegistry())
            .block(PATIENCE));
  }

  @AfterEach
  void close() throws SQLException {
    session.close();
    store.close().block(PATIENCE);
    database.close();
  }

  private static void append(TimescaleStore to, String host, int samples) {
    SeriesResolution resolution =
        requireNonNull(
            to.resolve(List.of(Labels.of("__name__", "m", "host", host))).block(PATIENCE));
    SampleBatch batch =
        new SampleBatch(
            resolution.generation(),
            new long[samples],
            new long[samples],
            new double[samples],
            samples);
    for (int i = 0; i < samples; i++) {
      batch.seriesIds()[i] = resolution.id(0);
      batch.timestamps()[i] = NOW.toEpochMilli() - i * 1000L;
    }
    to.append(batch).block(PATIENCE);
  }

  private Mono<Integer> samples() {
    return store
        .select(TimeRange.ALL, List.of(LabelMatcher.equal("__name__", "m")))
        .reduce(0, (sum, series) -> sum + series.size());
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  private boolean somebodyWaitsForALock() throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery("SELECT FROM pg_locks WHERE NOT granted")) {
      return row.next();
    }
  }

  @Test
  void seesWhatWasCommittedWhileItWaitedForItsLock() throws SQLException {
    append(store, "a", 5);
    assertThat(samples().block(PATIENCE)).isEqualTo(5);
    session.setAutoCommit(false);
    execute("LOCK TABLE barograph.fresh_block IN ACCESS EXCLUSIVE MODE");
    CompletableFuture<Integer> answer = samples().toFuture();
    await().atMost(PATIENCE).until(this::somebodyWaitsForALock);
    // As if a compaction had settled everything, and retention had dropped it.
    execute("UPDATE barograph.compaction SET settled_to = '2100-01-01'");
    session.commit();
    assertThat(answer).succeedsWithin(PATIENCE).isEqualTo(0);
  }

  @Test
  void takesItsSnapshotLateWhateverTheDatabaseIsolates() throws SQLException {
    execute(
        "ALTER DATABASE \"%s\" SET default_transaction_isolation = 'repeatable read'"
            .formatted(address.database()));
    append(store, "a", 5);
    assertThat(samples().block(PATIENCE)).isEqualTo(5);
  }

  @Test
  void findsSeriesThatAnotherServerHasRegisteredSince() {
    append(store, "a", 5);
    TimescaleStore other = open();
    try {
      append(other, "b", 3);
    } finally {
      other.close().block(PATIENCE);
    }
    assertThat(samples().block(PATIENCE)).isEqualTo(8);
  }

  @Test
  void leavesWhatIsTooMuchForMemoryToSlices() {
    append(store, "a", SAMPLES_IN_MEMORY);
    var _ = store.compactNow().block(PATIENCE);
    assertThat(samples().block(PATIENCE)).isEqualTo(SAMPLES_IN_MEMORY);
    append(store, "b", 1);
    var _ = store.compactNow().block(PATIENCE);
    assertThat(samples().block(PATIENCE)).isEqualTo(SAMPLES_IN_MEMORY + 1);
  }
}
