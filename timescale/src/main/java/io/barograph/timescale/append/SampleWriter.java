package io.barograph.timescale.append;

import io.barograph.storage.SampleBatch;
import io.barograph.storage.StaleSeriesIdsException;
import io.barograph.storage.StorageUnavailableException;
import io.barograph.timescale.catalog.SeriesCatalog;
import io.barograph.timescale.connection.Connections;
import io.barograph.timescale.connection.ReusedConnection;
import io.barograph.timescale.waiting.WaitingLine;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Writes samples. One flush is under way at a time, on one connection; meanwhile samples of all
 * callers gather for the next.
 */
public final class SampleWriter {
  /** A commit costs as much as thousands of samples, so senders who are quick share one. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

  private final SeriesCatalog catalog;
  private final Scheduler scheduler;
  private final ReusedConnection connection;
  private final WaitingLine<AppendRequest> line;
  private final AppendMeters meters;

  private final AppendSettings settings;

  /** Used by the one flush that is under way. */
  private volatile FlushWorkspace workspace;

  /** A writer that has opened no connection yet. */
  public SampleWriter(
      SeriesCatalog catalog,
      Connections connections,
      Scheduler scheduler,
      AppendSettings settings,
      MeterRegistry registry) {
    this.catalog = catalog;
    this.scheduler = scheduler;
    this.connection = new ReusedConnection(connections, settings.flushTimeout());
    this.settings = settings;
    this.workspace = new FlushWorkspace(settings.compression());
    this.line =
        new WaitingLine<>(
            new WaitingLine.Settings(
                "samples",
                settings.maxWaitingSamples(),
                settings.maxSamplesPerFlush(),
                LONGEST_PAUSE),
            scheduler,
            this::flush);
    this.meters = new AppendMeters(registry, line::waiting);
  }

  /** See {@link io.barograph.storage.SampleAppender#append}. */
  public Mono<Void> append(SampleBatch batch) {
    return Mono.defer(
        () -> {
          meters.received(batch.size());
          return enqueue(batch).doOnError(error -> meters.failed(batch.size()));
        });
  }

  private Mono<Void> enqueue(SampleBatch batch) {
    if (batch.generation() != catalog.generation()) {
      return Mono.error(staleIds(batch.generation()));
    }
    // A wrong id must fail its own batch, not the flush that many share.
    OptionalLong wrong = catalog.firstOutOfRange(batch.seriesIds(), batch.size());
    if (wrong.isPresent()) {
      return Mono.error(new IllegalArgumentException("no series has the id " + wrong.getAsLong()));
    }
    if (batch.size() == 0) {
      return Mono.empty();
    }
    AppendRequest request = new AppendRequest(batch);
    return line.add(request)
        .then(
            Mono.defer(
                () -> request.isStale() ? Mono.error(staleIds(batch.generation())) : Mono.empty()));
  }

  private StaleSeriesIdsException staleIds(long generation) {
    return new StaleSeriesIdsException(generation, catalog.generation());
  }

  private Mono<Void> flush(List<AppendRequest> requests) {
    long start = System.nanoTime();
    long generation = catalog.generation();
    FlushWorkspace samples = workspace;
    int taken = samples.gather(requests, generation);
    if (taken == 0) {
      return Mono.empty();
    }
    return connection
        .use(session -> write(session, samples, generation))
        .doOnNext(rows -> meters.committed(taken, rows, System.nanoTime() - start))
        .doOnError(error -> workspace = new FlushWorkspace(settings.compression()))
        .onErrorResume(
            StaleSeriesIdsException.class,
            error ->
                catalog.refresh().onErrorComplete().then(Mono.error(() -> staleIds(generation))))
        // Those who wait would find the same database: let them try again when they see fit.
        .doOnError(StorageUnavailableException.class, line::failWaiting)
        .then();
  }

  /**
   * One transaction in one exchange: the rows are sent while the server still takes the flush's
   * turn, and ignored by it if that fails.
   */
  private Mono<CopyRows> write(
      PostgresqlConnection session, FlushWorkspace samples, long generation) {
    CopyRows rows = new CopyRows();
    return session
        .copyIn(OpenFlush.statement(generation) + "; " + CopyRows.STATEMENT)
        .fromMany(samples.encode(rows, scheduler).map(Mono::just))
        .build()
        .onErrorMap(OpenFlush::isOfOtherGeneration, error -> staleIds(generation))
        .thenReturn(rows);
  }

  /** Stores what waits, then closes the connection. */
  public Mono<Void> close() {
    return line.close().then(connection.close());
  }

  /** Fails what waits and gives up the flush that is under way. */
  public void abandon() {
    line.abandon();
  }
}
