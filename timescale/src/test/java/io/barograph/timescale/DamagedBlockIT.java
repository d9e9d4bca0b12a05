package io.barograph.timescale;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.Series;
import io.barograph.storage.SeriesResolution;
import io.barograph.storage.TimeRange;
import io.barograph.storage.UnreadableSamplesException;
import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.compact.CompactionReport;
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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One block among others that no longer is what was written. */
@OnEachDatabase
final class DamagedBlockIT {
  private static final Instant NOW = Instant.parse("2026-11-22T20:17:43Z");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long T0 = NOW.toEpochMilli();
  private static final String FLIP =
      " SET payload = set_byte(payload, 9, get_byte(payload, 9) # 4)";

  private final TestDatabase database;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private TimescaleStore store;
  private Connection session;

  DamagedBlockIT(TestDatabase kind) throws SQLException {
    database = TestDatabase.create(kind.kind());
    DatabaseAddress address = DatabaseAddress.parse(database.url());
    store =
        requireNonNull(
            TimescaleStore.open(StoreSettings.of(address), Clock.fixed(NOW, ZoneOffset.UTC), meters)
                .block(PATIENCE));
    session = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }

  @BeforeEach
  void write() {
    append("broken", T0, 1);
    append("sound", T0, 2);
  }

  @AfterEach
  void close() throws SQLException {
    session.close();
    store.close().block(PATIENCE);
    database.close();
  }

  private void append(String metric, long timestamp, double value) {
    SeriesResolution resolution =
        requireNonNull(
            store.resolve(List.of(Labels.of("__name__", metric, "job", "a"))).block(PATIENCE));
    store
        .append(
            new SampleBatch(
                resolution.generation(),
                new long[] {resolution.id(0)},
                new long[] {timestamp},
                new double[] {value},
                1))
        .block(PATIENCE);
  }

  private double[] values(String metric, TimeRange range) {
    List<Series> series =
        requireNonNull(
            store
                .select(range, List.of(LabelMatcher.equal("__name__", metric)))
                .collectList()
                .block(PATIENCE));
    return series.stream()
        .flatMapToDouble(one -> Arrays.stream(one.values(), 0, one.size()))
        .toArray();
  }

  private double[] values(String metric) {
    return values(metric, TimeRange.ALL);
  }

  private CompactionReport compact() {
    return requireNonNull(store.compactNow().block(PATIENCE));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  private long count(String sql) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void damageFresh() throws SQLException {
    execute("UPDATE barograph.fresh_block" + FLIP + " WHERE group_lo = 1");
  }

  @Test
  void aFreshOneStandsAsideAndTheOthersAreSettled() throws SQLException {
    damageFresh();
    assertThatThrownBy(() -> values("broken"))
        .isInstanceOf(UnreadableSamplesException.class)
        .hasMessageContaining("fresh block of flush")
        .hasMessageContaining("checksum");
    assertThat(values("sound")).containsExactly(2);

    CompactionReport report = compact();
    assertThat(report.damagedBlocks()).isEqualTo(1);
    assertThat(report.freshSamples()).isEqualTo(1);
    assertThat(meters.get("barograph.compaction.damaged.blocks").counter().count()).isEqualTo(1);
    assertThat(values("sound")).containsExactly(2);
    assertThatThrownBy(() -> values("broken"))
        .isInstanceOf(UnreadableSamplesException.class)
        .hasMessageContaining("fresh block of flush")
        .hasMessageContaining("docs/operations.md");
    assertThat(compact().damagedBlocks()).isZero();
    assertThat(count("barograph.damaged_block")).isEqualTo(1);
  }

  @Test
  void onlyQueriesThatNeedItFailAndOnlyUntilItIsDeleted() throws SQLException {
    damageFresh();
    var _ = compact();
    append("broken", T0 + 1000, 3);
    assertThat(values("broken", new TimeRange(T0 + 1, T0 + 1000))).containsExactly(3);
    assertThatThrownBy(() -> values("broken")).isInstanceOf(UnreadableSamplesException.class);
    assertThatThrownBy(
            () -> count("barograph.samples('broken', '{}', '2026-11-22', '2026-11-23') samples"))
        .hasMessageContaining("damaged block");
    assertThat(count("barograph.samples('sound', '{}', '2026-11-22', '2026-11-23') samples"))
        .isEqualTo(1);
    assertThat(
            requireNonNull(
                store
                    .labelValues("__name__", new TimeRange(T0 - 5, T0), List.of())
                    .collectList()
                    .block(PATIENCE)))
        .containsExactlyInAnyOrder("broken", "sound");
    execute("DELETE FROM barograph.damaged_block");
    assertThat(values("broken")).containsExactly(3);
  }

  @Test
  void aSettledOneIsReplacedByWhatComesAfterIt() throws SQLException {
    var _ = compact();
    execute("UPDATE barograph.settled_block" + FLIP + " WHERE group_id = 1");
    assertThatThrownBy(() -> values("broken"))
        .isInstanceOf(UnreadableSamplesException.class)
        .hasMessageContaining("settled block of group 1 from 2026-11-22T20:00:00Z on");
    append("broken", T0 + 1000, 3);
    append("sound", T0 + 1000, 4);
    assertThat(compact().damagedBlocks()).isEqualTo(1);
    assertThat(values("sound")).containsExactly(2, 4);
    assertThatThrownBy(() -> values("broken"))
        .isInstanceOf(UnreadableSamplesException.class)
        .hasMessageContaining("settled block of group 1 from 2026-11-22T20:00:00Z on");
    execute("DELETE FROM barograph.damaged_block");
    assertThat(values("broken")).containsExactly(3);
  }
}
