package io.barograph.ingest.rsocket;

import io.barograph.ingest.InFlightBudget;
import io.barograph.ingest.InFlightBudget.Reservation;
import io.barograph.ingest.IngestPipeline;
import io.barograph.ingest.TimestampBounds;
import io.barograph.ingest.oddity.Oddity;
import io.barograph.ingest.records.DecodedRecords;
import io.barograph.ingest.records.GroupRoom;
import io.barograph.ingest.records.RecordBatchDecoder;
import io.barograph.ingest.records.RecordIntake;
import io.barograph.ingest.records.RecordMetrics;
import io.barograph.ingest.records.RecordMetrics.Outcome;
import io.barograph.ingest.records.RecordSender;
import io.barograph.protocol.v1.RecordAck;
import io.barograph.storage.records.ProcessKey;
import io.barograph.storage.records.RecordEntry;
import io.rsocket.Payload;
import io.rsocket.util.DefaultPayload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * One channel of records. Like {@link SamplesChannel} it asks for a batch when a place in flight is
 * free, and keeps what it has while storage is away.
 */
final class RecordsChannel implements AgentChannel {
  /** Texts take up to two bytes where the wire has one, and objects come with them. */
  private static final int DECODED_FACTOR = 4;

  /** How long batches that have arrived may take once their sender is gone. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  /** A batch may have been under way for some of it. */
  private static final long CLOCK_OFF_MILLIS = 60_000;

  private final IngestPipeline pipeline;
  private final RecordIntake intake;
  private final RecordMetrics metrics;
  private final StorageRetry retry;
  private final Scheduler scheduler;
  private final int batchesInFlight;
  private final RecordSender sender;
  private final RecordBatchDecoder decoder;
  private final GroupRoom groups = new GroupRoom();
  private final OpenReservations reservations = new OpenReservations();

  RecordsChannel(
      IngestPipeline pipeline,
      RecordIntake intake,
      RecordMetrics metrics,
      StorageRetry retry,
      Scheduler scheduler,
      int batchesInFlight,
      RecordSender sender) {
    this.pipeline = pipeline;
    this.intake = intake;
    this.metrics = metrics;
    this.retry = retry;
    this.scheduler = scheduler;
    this.batchesInFlight = batchesInFlight;
    this.sender = sender;
    this.decoder = new RecordBatchDecoder(sender, MalformedBatchException::new);
  }

  private record Prepared(DecodedRecords batch, Reservation reservation, long startNanos) {}

  /**
   * A process tells what it dies of and is gone before the answer, so the end of the connection is
   * only the end of new batches.
   */
  @Override
  public Flux<Payload> serve(Publisher<byte[]> batches, Publisher<?> stop) {
    Flux<Payload> answers = answers(Flux.from(batches).onErrorComplete().takeUntilOther(stop));
    Flux<Payload> shared = answers.publish(1).refCount();
    return shared.doOnCancel(
        () -> shared.take(LAST_WORDS, scheduler).subscribe(answer -> {}, error -> {}));
  }

  private Flux<Payload> answers(Flux<byte[]> batches) {
    return batches
        .publishOn(scheduler, 1)
        .concatMap(this::prepare, 0)
        .flatMap(this::commit, batchesInFlight, 1)
        .doOnDiscard(Reservation.class, Reservation::close)
        .doFinally(signal -> reservations.end());
  }

  private Mono<Prepared> prepare(byte[] message) {
    long startNanos = System.nanoTime();
    InFlightBudget budget = pipeline.budget();
    long bytes = Math.min(budget.limit(), (long) message.length * DECODED_FACTOR);
    Reservation now = budget.tryReserve(bytes);
    Mono<Reservation> reserved =
        now != null ? Mono.just(now) : budget.reserve(bytes).publishOn(scheduler);
    return reserved
        .doOnNext(reservations::add)
        .map(reservation -> new Prepared(decode(message, startNanos), reservation, startNanos));
  }

  private DecodedRecords decode(byte[] message, long startNanos) {
    long now = pipeline.clock().millis();
    TimestampBounds bounds = TimestampBounds.around(now, intake.retention(), intake.future());
    try {
      DecodedRecords batch = decoder.decode(message, bounds, Instant.ofEpochMilli(now));
      List<RecordEntry> fitting =
          batch.records().stream().map(entry -> groups.fit(entry, now)).toList();
      if (batch.host() != null || !batch.processes().isEmpty()) {
        intake.sightings().report(sender, batch.host(), batch.processes());
      }
      checkClock(batch, now);
      return batch.withRecords(fitting);
    } catch (MalformedBatchException e) {
      metrics.batch(Outcome.MALFORMED, since(startNanos));
      tell(Oddity.BATCH_REFUSED, () -> "a batch of records was refused: " + e.getMessage());
      throw e;
    }
  }

  private void checkClock(DecodedRecords batch, long now) {
    Instant sent = batch.sentTime();
    if (sent != null && Math.abs(sent.toEpochMilli() - now) > CLOCK_OFF_MILLIS) {
      long seconds = (sent.toEpochMilli() - now) / 1000;
      tell(
          Oddity.CLOCK_OFF,
          () ->
              "the clock of this host is %d s %s that of the server; let NTP set it"
                  .formatted(Math.abs(seconds), seconds < 0 ? "behind" : "ahead of"));
    }
  }

  private void tell(Oddity oddity, Supplier<String> message) {
    intake.oddities().tell(oddity, sender.bucket(), new ProcessKey(sender.host(), "", ""), message);
  }

  private Mono<Payload> commit(Prepared prepared) {
    List<RecordEntry> records = prepared.batch().records();
    Mono<Void> committed =
        records.isEmpty()
            ? Mono.empty()
            : retry
                .untilAvailable(Mono.defer(() -> intake.appender().append(records)))
                .publishOn(scheduler);
    return committed
        .then(Mono.fromSupplier(() -> acknowledge(prepared)))
        .doOnError(error -> metrics.batch(Outcome.FAILED, since(prepared.startNanos())))
        .doFinally(signal -> reservations.close(prepared.reservation()));
  }

  private Payload acknowledge(Prepared prepared) {
    DecodedRecords batch = prepared.batch();
    metrics.answered(batch, since(prepared.startNanos()));
    return DefaultPayload.create(
        RecordAck.newBuilder()
            .setBatch(batch.number())
            .setAccepted(batch.records().size())
            .addAllRefused(batch.refusals().messages())
            .build()
            .toByteArray());
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
