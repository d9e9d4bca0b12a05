package io.barograph.timescale.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.block.SampleColumns;
import io.barograph.timescale.compact.StoredBlocks.Place;
import io.barograph.timescale.leader.DatabaseSessions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

@OnEachDatabase
final class CompactorIT {
  private static final Instant NOW = Instant.parse("2026-11-22T20:17:43Z");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String START_MILLIS = "extract(epoch FROM window_start) * 1000";

  private final TestDatabase database;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final SortedMap<Place, Long> model = new TreeMap<>();
  private final RandomSamples random =
      new RandomSamples(new SplittableRandom(20261122), NOW.toEpochMilli());
  private StoredBlocks blocks;

  CompactorIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void empty() throws SQLException {
    blocks = StoredBlocks.empty(database);
  }

  @AfterEach
  void close() throws SQLException {
    blocks.close();
  }

  private Compactor compactor(DatabaseSessions sessions, CompactionSettings settings) {
    return new Compactor(sessions, settings, Clock.fixed(NOW, ZoneOffset.UTC), meters);
  }

  private @Nullable CompactionReport compact() {
    return compactor(blocks.sessions(), CompactionSettings.DEFAULT).compactNow().block(PATIENCE);
  }

  private void flush(SampleColumns samples) throws SQLException {
    StoredBlocks.putAll(samples, model);
    blocks.flush(samples);
  }

  private static SampleColumns one(long seriesId, long timestamp, double value) {
    SampleColumns samples = new SampleColumns();
    samples.add(seriesId, timestamp, value);
    return samples;
  }

  @Test
  void settlesEverySampleOnce() throws SQLException {
    for (int round = 0; round < 5; round++) {
      flush(random.next(3000));
      flush(random.next(200));
      assertThat(blocks.contents()).isEqualTo(model);
      assertThat(compact()).matches(report -> report.freshSamples() > 2000);
      assertThat(blocks.unsettledRows()).isZero();
      assertThat(blocks.contents()).isEqualTo(model);
    }
    assertThat(meters.get("barograph.compaction.rows").counter().count()).isGreaterThan(20);
  }

  @Test
  void nothingToDoChangesNothing() throws SQLException {
    flush(random.next(100));
    compact();
    assertThat(compact()).matches(report -> report.settledRows() == 0);
    assertThat(blocks.contents()).isEqualTo(model);
  }

  @Test
  void seriesThatCameByAndByLeaveNoAirBehind() throws SQLException {
    try (Connection session = database.connect();
        Statement statement = session.createStatement()) {
      statement.execute("TRUNCATE barograph.series_group");
      statement.execute(
          """
          INSERT INTO barograph.series_group (group_id, registration, metric, labels)
          SELECT number, 1, 'm', to_json(array_to_string(array(
              SELECT md5((number * 1000 + i)::text) FROM generate_series(1, 30) i), ''))
          FROM generate_series(1, 500) number
          """);
      String contents = "SELECT md5(string_agg(labels::text, '' ORDER BY group_id))";
      String before = text(statement, contents + " FROM barograph.series_group");
      for (int i = 0; i < 10; i++) {
        statement.execute("UPDATE barograph.series_group SET registration = registration + 1");
      }
      String size = "SELECT pg_total_relation_size('barograph.series_group')";
      long bloated = Long.parseLong(text(statement, size));
      compact();
      assertThat(Long.parseLong(text(statement, size))).isLessThan(bloated / 4);
      assertThat(text(statement, contents + " FROM barograph.series_group")).isEqualTo(before);
      statement.execute("TRUNCATE barograph.series_group");
    }
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void lastAcceptedWinsAcrossCompactions() throws SQLException {
    long time = NOW.toEpochMilli();
    for (double value : new double[] {1, 2}) {
      flush(one(129, time, value));
    }
    compact();
    flush(one(129, time, 3));
    compact();
    flush(one(129, time, 4));
    assertThat(blocks.contents())
        .containsExactlyEntriesOf(
            new TreeMap<>(java.util.Map.of(new Place(129, time), Double.doubleToRawLongBits(4))));
  }

  @Test
  void staysWithinItsMemoryByReadingInPasses() throws SQLException {
    for (int i = 0; i < 4; i++) {
      flush(random.next(5000));
    }
    CompactionReport report =
        compactor(blocks.sessions(), CompactionSettings.DEFAULT.withSamplesInMemory(2000))
            .compactNow()
            .block(PATIENCE);
    assertThat(report).matches(r -> r.passes() > 5);
    assertThat(blocks.contents()).isEqualTo(model);
  }

  @Test
  void anHourWithTooManySamplesForARowGetsSeveral() throws SQLException {
    CompactionSettings small = CompactionSettings.DEFAULT.withSamplesInMemory(2000);
    for (int round = 0; round < 4; round++) {
      flush(random.next(9000));
      assertThat(compactor(blocks.sessions(), small).compactNow().block(PATIENCE))
          .matches(report -> report.settledRows() > 10);
      assertThat(blocks.contents()).isEqualTo(model);
    }
    assertThat(blocks.count("barograph.settled_block WHERE samples > 2000")).isZero();
    assertThat(blocks.count("barograph.settled_block WHERE extract(minute FROM window_start) > 0"))
        .isGreaterThan(4);
    assertThat(blocks.count("barograph.settled_block WHERE min_time < " + START_MILLIS)).isZero();
    flush(random.next(3000));
    compact();
    assertThat(blocks.contents()).isEqualTo(model);
  }

  @Test
  void whatIsPastRetentionMakesNoPartition() throws SQLException {
    flush(one(129, NOW.toEpochMilli(), 1));
    long old = NOW.minus(Duration.ofDays(16)).toEpochMilli();
    for (long timestamp : new long[] {old, 0, Long.MIN_VALUE, Long.MAX_VALUE}) {
      blocks.flush(one(129, timestamp, 2));
    }
    assertThat(compact()).matches(report -> report.expiredSamples() == 4);
    assertThat(blocks.contents()).isEqualTo(model);
    assertThat(blocks.count("barograph.settled_block WHERE window_start < '2026-11-21'")).isZero();
  }

  @Test
  void aFlushUnderWayIsWaitedForAndNeverLost() throws SQLException {
    flush(random.next(10));
    SampleColumns late = random.next(10);
    try (Connection writer = blocks.sessions().open()) {
      writer.setAutoCommit(false);
      StoredBlocks.flush(writer, late);
      assertThatThrownBy(this::compact).hasMessageContaining("lock timeout");
      assertThat(blocks.contents()).isEqualTo(model);
      writer.commit();
    }
    StoredBlocks.putAll(late, model);
    compact();
    assertThat(blocks.contents()).isEqualTo(model);
    assertThat(blocks.unsettledRows()).isZero();
  }

  @Test
  void aLostSessionAfterAnyStatementLosesNothing() throws SQLException {
    boolean broke = true;
    int statement = 0;
    while (broke) {
      statement++;
      flush(random.next(300));
      flush(random.next(20));
      BreakingSessions sessions = new BreakingSessions(blocks.sessions(), statement);
      Mono<CompactionReport> run =
          compactor(sessions, CompactionSettings.DEFAULT).compactNow().onErrorComplete();
      var _ = run.block(PATIENCE);
      broke = sessions.broke();
      assertThat(blocks.contents()).as("after statement %d", statement).isEqualTo(model);
      flush(random.next(20));
      compact();
      assertThat(blocks.unsettledRows()).isZero();
      assertThat(blocks.contents()).as("after statement %d", statement).isEqualTo(model);
    }
    assertThat(statement).isGreaterThan(12);
  }

  @Test
  void compactionsAtTheSameTimeTakeTurns() throws SQLException {
    flush(random.next(3000));
    Compactor first = compactor(blocks.sessions(), CompactionSettings.DEFAULT);
    Compactor second = compactor(blocks.sessions(), CompactionSettings.DEFAULT);
    var _ =
        Mono.zip(first.compactNow(), second.compactNow(), first.compactNow(), second.compactNow())
            .block(PATIENCE);
    assertThat(blocks.contents()).isEqualTo(model);
    assertThat(blocks.unsettledRows()).isZero();
  }

  @Test
  void dropsChunksPastRetention() throws SQLException {
    flush(random.next(3000));
    compact();
    Clock later = Clock.fixed(NOW.plus(Duration.ofDays(15)), ZoneOffset.UTC);
    try (Connection session = blocks.sessions().open()) {
      new RetentionDuty(Duration.ofDays(15), later).perform(session);
    }
    assertThat(blocks.count("barograph.settled_block WHERE window_start < '2026-11-22'")).isZero();
    assertThat(blocks.count("barograph.settled_block WHERE window_start >= '2026-11-22'"))
        .isPositive();
  }
}
