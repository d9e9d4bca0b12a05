package io.barograph.timescale.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.SeriesResolution;
import io.barograph.storage.StorageUnavailableException;
import io.barograph.storage.TimeRange;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.DatabaseServer;
import io.barograph.timescale.DatabaseAddress;
import io.barograph.timescale.StoreSettings;
import io.barograph.timescale.TimescaleStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Queries of a server whose database is gone, busy or being tidied up. */
final class QueryOutageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(1);
  private static final Instant NOW = Instant.parse("2026-11-22T20:17:43Z");
  private static final int SAMPLES = 500;

  private DatabaseServer server;
  private TimescaleStore store;

  private void start(DatabaseKind kind) {
    server = DatabaseServer.create(kind, Map.of());
    server.start();
    StoreSettings settings =
        StoreSettings.of(DatabaseAddress.parse(server.address().url()))
            .withQuery(new QuerySettings(4, 10_000, STATEMENT_TIMEOUT));
    store =
        TimescaleStore.open(settings, Clock.fixed(NOW, ZoneOffset.UTC), new SimpleMeterRegistry())
            .blockOptional(PATIENCE)
            .orElseThrow();
    SeriesResolution resolution =
        store
            .resolve(List.of(Labels.of("__name__", "m", "host", "a")))
            .blockOptional(PATIENCE)
            .orElseThrow();
    SampleBatch batch =
        new SampleBatch(
            resolution.generation(),
            new long[SAMPLES],
            new long[SAMPLES],
            new double[SAMPLES],
            SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
      batch.seriesIds()[i] = resolution.id(0);
      batch.timestamps()[i] = NOW.toEpochMilli() - i * 1000L;
    }
    store.append(batch).block(PATIENCE);
    var _ = store.compactNow().block(PATIENCE);
  }

  @AfterEach
  void stop() {
    store.close().block(PATIENCE);
    server.close();
  }

  private Mono<Integer> query() {
    return store
        .select(TimeRange.ALL, List.of(LabelMatcher.equal("__name__", "m")))
        .reduce(0, (sum, series) -> sum + series.size());
  }

  @ParameterizedTest
  @EnumSource
  void aDatabaseThatIsDownIsToldAndGotOver(DatabaseKind kind) {
    start(kind);
    assertThat(query().block(PATIENCE)).isEqualTo(SAMPLES);
    server.kill9();
    assertThatThrownBy(() -> query().block(PATIENCE))
        .isInstanceOf(StorageUnavailableException.class)
        .hasMessageStartingWith("the database does not answer: ");
    assertThatThrownBy(() -> store.compactNow().block(PATIENCE))
        .isInstanceOf(StorageUnavailableException.class)
        .hasMessageStartingWith("the database does not answer: ");
    server.start();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(query().onErrorComplete().block(PATIENCE)).isEqualTo(SAMPLES));
  }

  @ParameterizedTest
  @EnumSource
  void aStatementThatTakesTooLongIsGivenUp(DatabaseKind kind) throws SQLException {
    start(kind);
    try (Connection other = server.address().connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE barograph.settled_block IN ACCESS EXCLUSIVE MODE");
      assertThatThrownBy(() -> query().block(PATIENCE))
          .isInstanceOf(StorageUnavailableException.class)
          .hasMessageContaining("statement timeout");
      other.rollback();
    }
    assertThat(query().block(PATIENCE)).isEqualTo(SAMPLES);
  }

  @ParameterizedTest
  @EnumSource
  void readersSeeEverythingWhileChunksAreRewritten(DatabaseKind kind) throws SQLException {
    start(kind);
    AtomicInteger answers = new AtomicInteger();
    AtomicInteger wrong = new AtomicInteger();
    Disposable readers =
        Mono.defer(this::query)
            .doOnNext(size -> (size == SAMPLES ? answers : wrong).incrementAndGet())
            .doOnError(_ -> wrong.incrementAndGet())
            .onErrorComplete()
            .repeat()
            .subscribe();
    try (Connection other = server.address().connect();
        Statement statement = other.createStatement()) {
      for (int round = 0; round < 20; round++) {
        int before = answers.get();
        statement.execute("VACUUM (FULL) barograph.settled_block");
        await().atMost(PATIENCE).until(() -> answers.get() > before + 1 || wrong.get() > 0);
      }
    } finally {
      readers.dispose();
    }
    assertThat(wrong).hasValue(0);
  }
}
