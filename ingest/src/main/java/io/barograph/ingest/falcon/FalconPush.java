package io.barograph.ingest.falcon;

import io.barograph.ingest.DoorMetrics;
import io.barograph.ingest.InFlightBudget;
import io.barograph.ingest.IngestPipeline;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.StaleSeriesIdsException;
import java.time.Duration;
import java.util.function.BiFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * {@code POST /v1/push} as Falcon's agent and {@code POST /api/push} as transfer serve it. A
 * request is answered after its samples are committed.
 */
public final class FalconPush {
  /** A second change of generation within one request would be a fault. */
  private static final int STALE_ID_RETRIES = 3;

  private final IngestPipeline pipeline;
  private final FalconSettings settings;
  private final Scheduler workers;
  private final DoorMetrics metrics;

  private FalconPush(IngestPipeline pipeline, FalconSettings settings, Scheduler workers) {
    this.pipeline = pipeline;
    this.settings = settings;
    this.workers = workers;
    this.metrics = new DoorMetrics(pipeline.registry(), "falcon");
  }

  /** The routes; {@code workers} decode, so that event loops only move bytes. */
  public static RouterFunction<ServerResponse> routes(
      IngestPipeline pipeline, FalconSettings settings, Scheduler workers) {
    FalconPush door = new FalconPush(pipeline, settings, workers);
    return RouterFunctions.route()
        .POST("/v1/push", request -> door.push(request, (batch, _) -> FalconAnswer.ofAgent(batch)))
        .POST("/api/push", request -> door.push(request, FalconAnswer::ofTransfer))
        .build();
  }

  private Mono<ServerResponse> push(
      ServerRequest request, BiFunction<FalconBatch, Long, FalconAnswer> answer) {
    return Mono.defer(
        () -> {
          long arrived = System.nanoTime();
          return Mono.using(
                  () -> FalconBody.reserve(pipeline.budget()),
                  reservation ->
                      FalconBody.read(request, reservation, settings)
                          .publishOn(workers)
                          .flatMap(body -> store(body, reservation)),
                  InFlightBudget.Reservation::close)
              .map(batch -> answer.apply(batch, since(arrived).toMillis()))
              .onErrorResume(FalconAnswer::ofFailure)
              .flatMap(
                  given -> {
                    metrics.batch(given.outcome(), since(arrived));
                    return given.toResponse();
                  });
        });
  }

  private static Duration since(long arrived) {
    return Duration.ofNanos(System.nanoTime() - arrived);
  }

  private Mono<FalconBatch> store(byte[] body, InFlightBudget.Reservation reservation) {
    if (body.length == 0) {
      return Mono.error(new FalconAnswer.BlankBodyException());
    }
    // Read again where ids were stale, because what storage refuses is known with the ids only.
    return Mono.defer(() -> append(read(body, reservation)))
        .retryWhen(Retry.max(STALE_ID_RETRIES).filter(StaleSeriesIdsException.class::isInstance));
  }

  private FalconBatch read(byte[] body, InFlightBudget.Reservation reservation) {
    return new FalconReader(
            pipeline, settings.maxItems(), bytes -> FalconBody.grow(reservation, bytes))
        .read(body);
  }

  private Mono<FalconBatch> append(FalconBatch batch) {
    Mono<Void> stored =
        batch.series().isEmpty()
            ? Mono.fromRunnable(() -> account(batch, 0))
            : pipeline
                .appender()
                .describe(batch.metadata())
                .then(pipeline.appender().resolve(batch.series()))
                .publishOn(workers)
                .flatMap(
                    resolution -> {
                      metrics.resolved(batch.series().size());
                      SampleBatch samples = batch.samples(resolution);
                      Mono<Void> append =
                          samples.size() == 0 ? Mono.empty() : pipeline.appender().append(samples);
                      return append.then(Mono.fromRunnable(() -> account(batch, samples.size())));
                    });
    return stored.thenReturn(batch).doOnError(e -> turnAway(batch, e));
  }

  private void account(FalconBatch batch, int stored) {
    metrics.received(batch.total());
    metrics.accepted(stored);
    metrics.refused(batch.refusals());
  }

  private void turnAway(FalconBatch batch, Throwable failure) {
    if (!(failure instanceof StaleSeriesIdsException)) {
      metrics.received(batch.total());
      metrics.turnedAway(batch.total());
    }
  }
}
