package io.barograph.ingest.records;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The account of records: what came in equals what was accepted and what was refused. */
public final class RecordMetrics {
  /** How a batch ended. */
  public enum Outcome {
    ACCEPTED,
    REFUSED,
    MALFORMED,
    FAILED
  }

  private final Counter accepted;
  private final Map<RecordRefusalReason, Counter> refused =
      new EnumMap<>(RecordRefusalReason.class);
  private final Map<Outcome, Timer> batches = new EnumMap<>(Outcome.class);

  public RecordMetrics(MeterRegistry registry) {
    accepted =
        Counter.builder("barograph.ingest.records.accepted")
            .description("Records committed, those sent again included")
            .register(registry);
    for (RecordRefusalReason reason : RecordRefusalReason.values()) {
      refused.put(
          reason,
          Counter.builder("barograph.ingest.records.refused")
              .description("Records refused for good")
              .tag("reason", reason.text())
              .register(registry));
    }
    for (Outcome outcome : Outcome.values()) {
      batches.put(
          outcome,
          Timer.builder("barograph.ingest.record.batch")
              .description("Time from the whole batch of records being there to its answer")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  /** A batch of records was answered. */
  public void answered(DecodedRecords batch, Duration took) {
    accepted.increment(batch.records().size());
    for (RecordRefusalReason reason : RecordRefusalReason.values()) {
      long count = batch.refusals().count(reason);
      if (count > 0) {
        requireNonNull(refused.get(reason)).increment((double) count);
      }
    }
    batch(batch.refusals().isEmpty() ? Outcome.ACCEPTED : Outcome.REFUSED, took);
  }

  /** A batch is done. */
  public void batch(Outcome outcome, Duration took) {
    requireNonNull(batches.get(outcome)).record(took);
  }
}
