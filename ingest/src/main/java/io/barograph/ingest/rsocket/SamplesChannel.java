package io.barograph.ingest.rsocket;

import io.barograph.ingest.DoorMetrics;
import io.barograph.ingest.DoorMetrics.Outcome;
import io.barograph.ingest.InFlightBudget;
import io.barograph.ingest.InFlightBudget.Reservation;
import io.barograph.ingest.IngestPipeline;
import io.barograph.ingest.RefusalSummary;
import io.barograph.ingest.oddity.Oddities;
import io.barograph.ingest.oddity.Oddity;
import io.barograph.ingest.records.RecordSender;
import io.barograph.model.MetricMetadata;
import io.barograph.protocol.ProtocolLimits;
import io.barograph.protocol.v1.Refusal;
import io.barograph.protocol.v1.WriteAck;
import io.barograph.storage.RejectReason;
import io.barograph.storage.SampleAppender;
import io.barograph.storage.StaleSeriesIdsException;
import io.barograph.storage.records.ProcessKey;
import io.rsocket.Payload;
import io.rsocket.util.DefaultPayload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * One channel of batches in and acknowledgements out. Batches are decoded and checked one after the
 * other, because each may define what the next refers to; then a few at a time are on their way to
 * storage. Demand follows from that: a batch is asked for when the one before is decoded and a
 * place in flight is free.
 */
final class SamplesChannel implements AgentChannel {
  private static final Duration REFUSED_AGAIN_AFTER = Duration.ofMinutes(1);

  /** A few times: storage that changes its ids faster than it gives them has another problem. */
  private static final Retry RESOLVE_AGAIN =
      Retry.max(5).filter(StaleSeriesIdsException.class::isInstance);

  /** Decoded columns take 24 bytes a sample where the wire has 8 or more. */
  private static final int DECODED_FACTOR = 4;

  private static final Set<RejectReason> SERIES_LIMITS =
      EnumSet.of(RejectReason.TOO_MANY_SERIES, RejectReason.TOO_MANY_SERIES_PER_METRIC);

  private final IngestPipeline pipeline;
  private final SampleAppender appender;
  private final DoorMetrics metrics;
  private final StorageRetry retry;
  private final Scheduler scheduler;
  private final int batchesInFlight;
  private final ColumnsDecoder decoder = new ColumnsDecoder(ProtocolLimits.BATCH_SAMPLES);
  private final SeriesTable table;
  private final SeriesResolver resolver;
  private final DefinitionReader definitions;
  private final OpenReservations reservations = new OpenReservations();
  private final SeriesRoom.Share room;
  private final RecordSender sender;
  private final SoleProcess process;
  private final Oddities oddities;
  private int[] lastRefs = new int[0];
  private long refusedAgainAt;

  SamplesChannel(
      IngestPipeline pipeline,
      DoorMetrics metrics,
      StorageRetry retry,
      Scheduler scheduler,
      RSocketDoorSettings settings,
      SeriesRoom.Share room,
      RecordSender sender,
      Oddities oddities) {
    this.pipeline = pipeline;
    this.appender = pipeline.appender();
    this.metrics = metrics;
    this.retry = retry;
    this.scheduler = scheduler;
    this.batchesInFlight = settings.batchesInFlight();
    this.room = room;
    this.table = new SeriesTable(room, settings.seriesPerConnection());
    this.sender = sender;
    this.process = new SoleProcess(sender.host());
    this.oddities = oddities;
    this.resolver = new SeriesResolver(appender, retry, metrics, table, process);
    this.definitions = new DefinitionReader(pipeline.labelSetBuilder(), table);
    this.refusedAgainAt = pipeline.clock().millis();
  }

  /** Whose samples these are, if all are of one process. */
  @Nullable ProcessKey process() {
    return process.get();
  }

  @Override
  public Flux<Payload> serve(Publisher<byte[]> batches, Publisher<?> stop) {
    return Flux.from(batches)
        .takeUntilOther(stop)
        // Off the event loop, which has the keepalives of other connections to answer.
        .publishOn(scheduler, 1)
        .concatMap(this::prepare, 0)
        .flatMap(this::commit, batchesInFlight, 1)
        .doOnDiscard(Reservation.class, Reservation::close)
        .doFinally(
            signal -> {
              reservations.end();
              room.end();
            });
  }

  private Mono<PreparedBatch> prepare(byte[] message) {
    long startNanos = System.nanoTime();
    InFlightBudget budget = pipeline.budget();
    long bytes = Math.min(budget.limit(), (long) message.length * DECODED_FACTOR);
    Reservation now = budget.tryReserve(bytes);
    Mono<Reservation> reserved =
        now != null ? Mono.just(now) : budget.reserve(bytes).publishOn(scheduler);
    return reserved
        .doOnNext(reservations::add)
        .flatMap(reservation -> prepare(message, reservation, startNanos));
  }

  private Mono<PreparedBatch> prepare(byte[] message, Reservation reservation, long startNanos) {
    DecodedBatch batch;
    RefusalSummary refusals = new RefusalSummary();
    List<MetricMetadata> descriptions;
    try {
      batch = decoder.decode(message, 0, message.length);
      definitions.define(message, batch.definitions, refusals);
      descriptions = DefinitionReader.describe(message, batch.descriptions);
      batch.forgetSpans();
    } catch (MalformedBatchException e) {
      metrics.batch(Outcome.MALFORMED, since(startNanos));
      oddities.tell(
          Oddity.BATCH_REFUSED,
          sender.bucket(),
          new ProcessKey(sender.host(), "", ""),
          () -> "a batch of samples was refused: " + e.getMessage());
      return Mono.error(e);
    }
    metrics.received(batch.valueCount);
    int[] refs = BatchCheck.refs(batch, lastRefs, refusals);
    if (refs.length > 0) {
      lastRefs = refs;
    }
    List<Mono<Void>> questions = questions(descriptions);
    Mono<PreparedBatch> checked =
        Mono.fromSupplier(
            () ->
                new PreparedBatch(
                    batch.number,
                    refs,
                    BatchCheck.check(batch, refs, table, pipeline.timestampBounds(), refusals),
                    refusals,
                    reservation,
                    startNanos));
    return questions.isEmpty()
        ? checked
        : Flux.concat(questions).then().publishOn(scheduler).then(checked);
  }

  /** What to ask storage before the batch can be checked; mostly nothing. */
  private List<Mono<Void>> questions(List<MetricMetadata> descriptions) {
    List<Mono<Void>> questions = new ArrayList<>(0);
    if (!descriptions.isEmpty()) {
      questions.add(retry.untilAvailable(Mono.defer(() -> appender.describe(descriptions))));
    }
    if (!resolver.isUpToDate()) {
      questions.add(upToDate());
    }
    long now = pipeline.clock().millis();
    if (now >= refusedAgainAt) {
      refusedAgainAt = now + REFUSED_AGAIN_AFTER.toMillis();
      if (table.hasRefusedByStorage()) {
        questions.add(resolver.retryRefused());
      }
    }
    return questions;
  }

  /** Storage may call all ids invalid in the middle of an answer: then once more from the start. */
  private Mono<Void> upToDate() {
    return resolver.update().retryWhen(RESOLVE_AGAIN);
  }

  private Mono<Payload> commit(PreparedBatch batch) {
    Mono<Void> committed =
        batch.samples().size() == 0 ? Mono.empty() : append(batch).publishOn(scheduler);
    return committed
        .then(Mono.fromSupplier(() -> acknowledge(batch)))
        .doOnError(error -> metrics.batch(Outcome.FAILED, since(batch.startNanos())))
        .doFinally(signal -> reservations.close(batch.reservation()));
  }

  private Mono<Void> append(PreparedBatch batch) {
    return retry
        .untilAvailable(Mono.defer(() -> appender.append(batch.samples())))
        .onErrorResume(StaleSeriesIdsException.class, stale -> appendRenewed(batch, stale));
  }

  /** The ids of the batch were valid when it was checked and are not any more. */
  private Mono<Void> appendRenewed(PreparedBatch batch, StaleSeriesIdsException stale) {
    return resolver
        .renew(batch.samples().generation())
        .retryWhen(RESOLVE_AGAIN)
        .then(
            Mono.defer(
                () ->
                    batch.renew(table)
                        ? retry.untilAvailable(Mono.defer(() -> appender.append(batch.samples())))
                        : Mono.error(stale)));
  }

  private Payload acknowledge(PreparedBatch batch) {
    RefusalSummary refusals = batch.refusals();
    int accepted = batch.samples().size();
    metrics.accepted(accepted);
    WriteAck.Builder ack = WriteAck.newBuilder().setBatch(batch.number()).setAccepted(accepted);
    if (!refusals.isEmpty()) {
      metrics.refused(refusals);
      for (RefusalSummary.Refusal refusal : refusals.refusals()) {
        ack.addRefused(
            Refusal.newBuilder()
                .setReason(refusal.reason().text())
                .setSamples(refusal.samples())
                .addAllRefs(refusal.series())
                .setMessage(refusal.message()));
        if (SERIES_LIMITS.contains(refusal.reason())) {
          tellOfLimit(refusal);
        }
      }
    }
    Outcome outcome = refusals.samples() == 0 ? Outcome.ACCEPTED : Outcome.REFUSED;
    metrics.batch(outcome, since(batch.startNanos()));
    return DefaultPayload.create(ack.build().toByteArray());
  }

  private void tellOfLimit(RefusalSummary.Refusal refusal) {
    oddities.tell(
        Oddity.TOO_MANY_SERIES,
        sender.bucket(),
        refused(refusal.series().getFirst()),
        () -> "samples are refused: " + refusal.message());
  }

  /** The process of a series, or of the channel where a definition was not even kept. */
  private ProcessKey refused(int ref) {
    if (Integer.compareUnsigned(ref, table.size()) < 0) {
      return process.named(table.labels(ref));
    }
    ProcessKey sole = process.get();
    return sole == null ? new ProcessKey(sender.host(), "", "") : sole;
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
