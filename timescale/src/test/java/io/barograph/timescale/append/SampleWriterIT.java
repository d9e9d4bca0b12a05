package io.barograph.timescale.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.model.MetricType;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.SeriesResolution;
import io.barograph.storage.StaleSeriesIdsException;
import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.DatabaseAddress;
import io.barograph.timescale.StoreHealth;
import io.barograph.timescale.StoreSettings;
import io.barograph.timescale.TimescaleStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

@OnEachDatabase
final class SampleWriterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long NOW = 1_790_000_000_000L;

  private final TestDatabase database;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private TimescaleStore store;

  SampleWriterIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() throws SQLException {
    store = openStore();
    execute("TRUNCATE barograph.fresh_block");
  }

  @AfterEach
  void close() {
    store.close().block(PATIENCE);
  }

  private TimescaleStore openStore() {
    return TimescaleStore.open(StoreSettings.of(DatabaseAddress.parse(database.url())), registry)
        .blockOptional(PATIENCE)
        .orElseThrow();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private SortedMap<String, Long> stored() throws SQLException {
    try (Connection connection = database.connect()) {
      return StoredSamples.read(connection);
    }
  }

  private long[] ids(TimescaleStore of, int count) {
    List<Labels> series =
        IntStream.range(0, count)
            .mapToObj(i -> Labels.of("__name__", "m" + i % 5, "host", "h" + i))
            .toList();
    SeriesResolution resolution = of.resolve(series).blockOptional(PATIENCE).orElseThrow();
    return IntStream.range(0, count).mapToLong(resolution::id).toArray();
  }

  private SampleBatch batch(long[] ids, long timestamp, double value) {
    long[] timestamps = new long[ids.length];
    double[] values = new double[ids.length];
    Arrays.fill(timestamps, timestamp);
    Arrays.fill(values, value);
    return new SampleBatch(store.seriesGeneration(), ids, timestamps, values, ids.length);
  }

  @Test
  void whatIsAcknowledgedIsCommittedBitForBit() throws SQLException {
    Random random = new Random(7);
    long[] ids = ids(store, 1_000);
    int size = 20_000;
    long[] of = new long[size];
    long[] timestamps = new long[size];
    double[] values = new double[size];
    SortedMap<String, Long> expected = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      of[i] = ids[random.nextInt(ids.length)];
      timestamps[i] = NOW + random.nextInt(50) * 1_000L;
      values[i] =
          random.nextInt(10) == 0 ? Double.longBitsToDouble(random.nextLong()) : random.nextInt(99);
      expected.put(StoredSamples.key(of[i], timestamps[i]), Double.doubleToRawLongBits(values[i]));
    }
    store
        .append(new SampleBatch(store.seriesGeneration(), of, timestamps, values, size))
        .block(PATIENCE);
    assertThat(stored()).isEqualTo(expected);
    assertThat(registry.counter("barograph.storage.samples.committed").count()).isEqualTo(size);
  }

  @Test
  void theLastAcceptedWinsAcrossFlushesAndServers() throws SQLException {
    TimescaleStore other = openStore();
    long[] ids = ids(store, 3);
    assertThat(ids(other, 3)).isEqualTo(ids);
    store.append(batch(ids, NOW, 1)).block(PATIENCE);
    other.append(batch(ids, NOW, 2)).block(PATIENCE);
    store.append(batch(ids, NOW, 3)).block(PATIENCE);
    store.append(batch(ids, NOW, 3)).block(PATIENCE);
    assertThat(stored()).hasSize(3);
    assertThat(stored().values()).containsOnly(Double.doubleToRawLongBits(3));
    other.close().block(PATIENCE);
  }

  @Test
  void aThousandAppendsAtOnceShareFlushes() throws SQLException {
    long[] ids = ids(store, 10);
    Flux.range(0, 1_000)
        .flatMap(
            i -> store.append(batch(ids, NOW + i, i)).subscribeOn(Schedulers.parallel()), 1_000)
        .then()
        .block(PATIENCE);
    assertThat(stored()).hasSize(10_000);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT count(DISTINCT flush) FROM barograph.fresh_block")) {
      row.next();
      assertThat(row.getInt(1)).isLessThan(500);
    }
  }

  @Test
  void callersThatCancelDisturbNobody() throws SQLException {
    long[] ids = ids(store, 10);
    for (int i = 0; i < 200; i++) {
      Disposable impatient = store.append(batch(ids, NOW + i, -1)).subscribe();
      if (i % 2 == 0) {
        impatient.dispose();
      }
    }
    Flux.range(0, 200)
        .flatMap(i -> store.append(batch(ids, NOW + 1_000 + i, i)), 200)
        .then()
        .block(PATIENCE);
    assertThat(stored().keySet().stream().filter(key -> key.startsWith(ids[0] + "@")))
        .hasSizeGreaterThanOrEqualTo(300);
  }

  @Test
  void wrongIdsFailTheirOwnBatchOnly() throws SQLException {
    long[] ids = ids(store, 10);
    assertThatThrownBy(() -> store.append(batch(new long[] {-1}, NOW, 1)).block(PATIENCE))
        .hasMessage("no series has the id -1");
    assertThatThrownBy(
            () -> store.append(batch(new long[] {Long.MAX_VALUE}, NOW, 1)).block(PATIENCE))
        .hasMessageContaining("no series has the id");
    store.append(batch(new long[0], NOW, 1)).block(PATIENCE);
    store.append(batch(ids, Long.MIN_VALUE, 1)).block(PATIENCE);
    store.append(batch(ids, Long.MAX_VALUE, 1)).block(PATIENCE);
    assertThat(stored()).hasSize(20);
  }

  @Test
  void idsOfAnEarlierGenerationAreRefusedAndTheCatalogueRefreshed() throws SQLException {
    long[] ids = ids(store, 2);
    long before = store.seriesGeneration();
    execute("UPDATE barograph.catalog_state SET generation = generation + 1");
    assertThatThrownBy(() -> store.append(batch(ids, NOW, 1)).block(PATIENCE))
        .isInstanceOf(StaleSeriesIdsException.class);
    assertThat(store.seriesGeneration()).isEqualTo(before + 1);
    assertThat(stored()).isEmpty();
    store.append(batch(ids(store, 2), NOW, 1)).block(PATIENCE);
    assertThat(stored()).hasSize(2);
  }

  @Test
  void aConnectionCutBetweenFlushesOrWithinOneIsGotOver() throws SQLException {
    long[] ids = ids(store, 100);
    for (int round = 0; round < 20; round++) {
      long timestamp = NOW + round;
      execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND application_name = 'barograph'");
      Flux.range(0, 5)
          .concatMap(i -> store.append(batch(ids, timestamp, 1)).retry(10))
          .then()
          .block(PATIENCE);
    }
    assertThat(stored()).hasSize(2_000);
    assertThat(store.health().block(PATIENCE)).isEqualTo(new StoreHealth(true, ""));
  }

  @Test
  void metadataIsWrittenOnceAndTheLastWordWins() throws SQLException {
    MetricMetadata first = new MetricMetadata("up", MetricType.GAUGE, "is \0 up", "");
    MetricMetadata second = new MetricMetadata("up", MetricType.GAUGE, "is it up", "");
    store.describe(List.of(first)).block(PATIENCE);
    store.describe(List.of(first, second)).block(PATIENCE);
    store.describe(List.of(second)).block(PATIENCE);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT type, help FROM barograph.metric_metadata")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo("gauge");
      assertThat(row.getString(2)).isEqualTo("is it up");
      assertThat(row.next()).isFalse();
    }
  }

  @Test
  void closingStoresWhatWaitsAndRefusesWhatComesLater() throws SQLException {
    long[] ids = ids(store, 10);
    Flux<Void> appends = Flux.range(0, 100).flatMap(i -> store.append(batch(ids, NOW + i, i)), 100);
    appends.subscribe();
    store.close().block(PATIENCE);
    assertThat(stored()).hasSize(1_000);
    assertThatThrownBy(() -> store.append(batch(ids, NOW, 1)).block(PATIENCE))
        .hasMessage("the store is closed");
    assertThatThrownBy(() -> ids(store, 5_000)).hasMessage("the store is closed");
  }
}
