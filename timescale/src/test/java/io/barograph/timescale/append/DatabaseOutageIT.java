package io.barograph.timescale.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.barograph.model.Labels;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.SeriesResolution;
import io.barograph.storage.StorageUnavailableException;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.DatabaseServer;
import io.barograph.timescale.DatabaseAddress;
import io.barograph.timescale.StoreHealth;
import io.barograph.timescale.StoreSettings;
import io.barograph.timescale.TimescaleStore;
import io.barograph.timescale.block.BlockCompression;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** A whole server of one's own, killed and frozen while samples come in. */
final class DatabaseOutageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long NOW = 1_790_000_000_000L;

  private DatabaseServer server;
  private TimescaleStore store;
  private long[] ids;

  private void start(DatabaseKind kind) {
    server = DatabaseServer.create(kind, Map.of());
    server.start();
    StoreSettings settings =
        StoreSettings.of(DatabaseAddress.parse(server.address().url()))
            .withAppend(
                new AppendSettings(20_000, 5_000, Duration.ofSeconds(2), BlockCompression.NONE));
    store =
        TimescaleStore.open(settings, new SimpleMeterRegistry())
            .blockOptional(PATIENCE)
            .orElseThrow();
    SeriesResolution resolution =
        store
            .resolve(
                IntStream.range(0, 100)
                    .mapToObj(i -> Labels.of("__name__", "m", "host", "h" + i))
                    .toList())
            .blockOptional(PATIENCE)
            .orElseThrow();
    ids = IntStream.range(0, 100).mapToLong(resolution::id).toArray();
  }

  @AfterEach
  void stop() {
    store.close().block(PATIENCE);
    server.close();
  }

  private Mono<Void> append(long timestamp) {
    long[] timestamps = new long[ids.length];
    Arrays.fill(timestamps, timestamp);
    return store.append(
        new SampleBatch(
            store.seriesGeneration(), ids, timestamps, new double[ids.length], ids.length));
  }

  /** Callers that never tire: each sends again what failed, and writes down what was accepted. */
  private final class Load implements AutoCloseable {
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicLong next = new AtomicLong(NOW);
    private final AtomicInteger failures = new AtomicInteger();
    private final Disposable callers =
        Flux.range(0, 8).flatMap(caller -> Mono.defer(this::once).repeat()).subscribe();

    private Mono<Void> once() {
      long timestamp = next.getAndIncrement();
      return append(timestamp)
          .doOnError(error -> failures.incrementAndGet())
          .retryWhen(Retry.fixedDelay(1_000, Duration.ofMillis(50)))
          .doOnSuccess(ignored -> acknowledged.add(timestamp));
    }

    void awaitMore(int samples) {
      int before = acknowledged.size();
      await().atMost(PATIENCE).until(() -> acknowledged.size() >= before + samples);
    }

    @Override
    public void close() {
      callers.dispose();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasAcknowledgedIsThereAfterTheDatabaseWasKilled(DatabaseKind kind) throws Exception {
    start(kind);
    Set<Long> acknowledged;
    try (Load load = new Load()) {
      for (int round = 0; round < 3; round++) {
        load.awaitMore(50);
        server.kill9();
        server.start();
        load.awaitMore(50);
      }
      acknowledged = Set.copyOf(load.acknowledged);
    }
    try (Connection connection = server.address().connect()) {
      assertThat(StoredSamples.read(connection).keySet())
          .containsAll(acknowledged.stream().map(time -> StoredSamples.key(ids[0], time)).toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFrozenDatabaseFailsCallersSoonBoundsWhatWaitsAndIsGotOver(DatabaseKind kind) {
    start(kind);
    try (Load load = new Load()) {
      load.awaitMore(20);
      server.pause();
      assertThatThrownBy(() -> append(NOW - 1).block(PATIENCE))
          .isInstanceOf(StorageUnavailableException.class);
      StoreHealth health = store.health().blockOptional(PATIENCE).orElseThrow();
      assertThat(health.available()).isFalse();
      assertThat(health.reason()).contains("the database");
      Flux<Throwable> flood =
          Flux.range(0, 1_000)
              .flatMap(
                  i -> append(NOW - 2 - i).then(Mono.<Throwable>empty()).onErrorResume(Mono::just),
                  1_000);
      assertThat(flood.collectList().block(PATIENCE))
          .hasSize(1_000)
          .allMatch(StorageUnavailableException.class::isInstance)
          .anyMatch(error -> error.getMessage().contains("samples wait to be stored, limit is"));
      server.resume();
      load.awaitMore(100);
      assertThat(load.failures).hasPositiveValue();
      await()
          .atMost(PATIENCE)
          .until(() -> store.health().blockOptional(PATIENCE).orElseThrow().available());
    }
  }
}
