package io.barograph.timescale.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.SeriesResolution;
import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.DatabaseAddress;
import io.barograph.timescale.StoreSettings;
import io.barograph.timescale.TimescaleStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnEachDatabase
final class SeriesExpiryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<Labels> SERIES =
      List.of(
          Labels.of("__name__", "ended"),
          Labels.of("__name__", "fresh"),
          Labels.of("__name__", "settled"),
          Labels.of("__name__", "new"));

  private final TestDatabase database;

  SeriesExpiryIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void removesOnlyOldGroupsWithoutAnySampleAndVoidsRememberedIds() throws SQLException {
    TimescaleStore store =
        TimescaleStore.open(
                StoreSettings.of(DatabaseAddress.parse(database.url())), new SimpleMeterRegistry())
            .blockOptional(PATIENCE)
            .orElseThrow();
    SeriesResolution before = store.resolve(SERIES).blockOptional(PATIENCE).orElseThrow();
    store
        .append(
            new SampleBatch(
                store.seriesGeneration(), new long[] {before.id(1)}, new long[1], new double[1], 1))
        .block(PATIENCE);
    try (Connection session = database.connect();
        Statement statement = session.createStatement()) {
      // A row that spans the group of the ended series too, as real flushes do.
      statement.execute("UPDATE barograph.fresh_block SET group_lo = 1, group_hi = 4");
      statement.execute(
          "SELECT barograph.ensure_partition('settled_block', now());"
              + " INSERT INTO barograph.settled_block VALUES (now(), 3, 1, 0, 0, '\\x00')");
      statement.execute(
          "UPDATE barograph.series_group SET registered = now() - interval '30 days'"
              + " WHERE metric <> 'new'");
      SeriesExpiry expiry = new SeriesExpiry(Duration.ofDays(15), Clock.systemUTC());
      expiry.perform(session);
      assertThat(session.getAutoCommit()).isTrue();
      expiry.perform(session);
    }
    store.index().refresh().block(PATIENCE);
    assertThat(store.index().labelValues("__name__", store.index().find(List.of())))
        .containsExactly("fresh", "new", "settled");
    assertThat(store.seriesGeneration()).isEqualTo(before.generation() + 1);

    SeriesResolution after = store.resolve(SERIES).blockOptional(PATIENCE).orElseThrow();
    assertThat(after.id(0)).isEqualTo(5L << 7);
    assertThat(after.id(1)).isEqualTo(before.id(1));
    assertThat(store.index().find(List.of(LabelMatcher.equal("__name__", "ended"))))
        .containsExactly(new SelectedGroup(5, 1, 1, 0));
    store.close().block(PATIENCE);
  }
}
