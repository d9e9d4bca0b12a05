package io.barograph.ingest.remotewrite;

import io.barograph.ingest.DoorMetrics;
import io.barograph.ingest.DoorMetrics.Outcome;
import io.barograph.ingest.InFlightBudget;
import io.barograph.ingest.IngestPipeline;
import io.barograph.ingest.RefusalSummary;
import io.barograph.storage.RejectReason;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.StaleSeriesIdsException;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * {@code POST /api/v1/write}, Prometheus remote write 1.0. A request is answered after its samples
 * are committed: 204, or 400 with the reasons when some were refused and the others stored.
 */
public final class RemoteWrite {
  private static final String PATH = "/api/v1/write";

  /** A second change of generation within one request would be a fault. */
  private static final int STALE_ID_RETRIES = 3;

  private final IngestPipeline pipeline;
  private final RemoteWriteSettings settings;
  private final Scheduler workers;
  private final DoorMetrics metrics;
  private final SeriesLookup lookup;

  private RemoteWrite(IngestPipeline pipeline, RemoteWriteSettings settings, Scheduler workers) {
    this.pipeline = pipeline;
    this.settings = settings;
    this.workers = workers;
    this.metrics = new DoorMetrics(pipeline.registry(), "remote_write");
    SeriesIdCache cache = new SeriesIdCache(settings.seriesCacheBytes());
    this.lookup = new SeriesLookup(pipeline, cache, metrics, workers);
    Gauge.builder("barograph.ingest.series.remembered", cache, SeriesIdCache::size)
        .description("Label sets whose id the remote write door remembers")
        .register(pipeline.registry());
    Gauge.builder("barograph.ingest.series.cache", cache, SeriesIdCache::bytes)
        .description("Memory of the ids that the remote write door remembers")
        .baseUnit("bytes")
        .register(pipeline.registry());
  }

  /** The route; {@code workers} decode, so that event loops only move bytes. */
  public static RouterFunction<ServerResponse> routes(
      IngestPipeline pipeline, RemoteWriteSettings settings, Scheduler workers) {
    RemoteWrite door = new RemoteWrite(pipeline, settings, workers);
    return RouterFunctions.route()
        .POST(PATH, door::write)
        .route(RequestPredicates.path(PATH), RemoteWrite::refuseMethod)
        .build();
  }

  private static Mono<ServerResponse> refuseMethod(ServerRequest request) {
    return ServerResponse.status(HttpStatus.METHOD_NOT_ALLOWED)
        .allow(HttpMethod.POST)
        .contentType(MediaType.TEXT_PLAIN)
        .bodyValue(
            "method %s is not served here; send samples by POST, ask /api/v1/query for them\n"
                .formatted(request.method()));
  }

  private Mono<ServerResponse> write(ServerRequest request) {
    return Mono.defer(
        () -> {
          long arrived = System.nanoTime();
          return RequestHead.check(request)
              .then(
                  Mono.using(
                      () -> RequestBody.reserve(pipeline.budget()),
                      reservation ->
                          RequestBody.read(request, reservation, settings)
                              .publishOn(workers)
                              .flatMap(this::store),
                      InFlightBudget.Reservation::close))
              .onErrorResume(WriteAnswer::ofFailure)
              .flatMap(
                  answer -> {
                    metrics.batch(answer.outcome(), Duration.ofNanos(System.nanoTime() - arrived));
                    return answer.toResponse();
                  });
        });
  }

  private Mono<WriteAnswer> store(RequestBody body) {
    DecodedRequest decoded = body.decode(settings.maxSamples(), lookup.walk());
    long received = (long) decoded.samples() + decoded.histograms() + decoded.exemplars();
    metrics.received(received);
    return append(decoded, body).doOnError(e -> metrics.turnedAway(received));
  }

  private Mono<WriteAnswer> append(DecodedRequest request, RequestBody body) {
    Mono<Void> describe =
        request.metadata().isEmpty()
            ? Mono.empty()
            : pipeline.appender().describe(request.metadata());
    Mono<WriteAnswer> samples =
        lookup
            .find(request, body)
            .flatMap(
                ids -> {
                  RefusalSummary refusals = new RefusalSummary();
                  SampleBatch batch =
                      BatchBuilder.build(
                          request,
                          ids,
                          pipeline.timestampBounds(),
                          pipeline.labelSetBuilder(),
                          refusals);
                  Mono<Void> stored =
                      batch.size() == 0 ? Mono.empty() : pipeline.appender().append(batch);
                  return stored.then(Mono.fromSupplier(() -> account(request, batch, refusals)));
                })
            .retryWhen(
                Retry.max(STALE_ID_RETRIES).filter(StaleSeriesIdsException.class::isInstance));
    return describe.then(samples);
  }

  private WriteAnswer account(DecodedRequest request, SampleBatch batch, RefusalSummary refusals) {
    metrics.accepted(batch.size());
    metrics.refused(refusals);
    // Counted and not answered: exemplars only point at traces, and no sample is lost with them.
    metrics.refused(RejectReason.UNSUPPORTED, request.exemplars());
    return refusals.isEmpty()
        ? WriteAnswer.accepted()
        : new WriteAnswer(Outcome.REFUSED, 400, refusals.toString(), null);
  }
}
