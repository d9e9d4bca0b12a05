package io.barograph.ingest;

import static java.util.Objects.requireNonNull;

import io.barograph.storage.RejectReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The account of one door: what came in equals what was accepted, what was refused by reason, and
 * what was turned away to be sent again. Thread-safe, and cheap enough to call once a batch.
 */
public final class DoorMetrics {

  /** How a batch ended. The text form is a label, so a name once released stays. */
  public enum Outcome {
    ACCEPTED,
    /** Some or all samples were refused for good, the others are stored. */
    REFUSED,
    /** Could not be decoded, or broke a limit of the door: nothing was stored. */
    MALFORMED,
    /** Storage was unavailable or the budget spent: the sender may send it again. */
    UNAVAILABLE,
    FAILED
  }

  private final Counter received;
  private final Counter accepted;
  private final Counter turnedAway;
  private final Counter resolved;
  private final Map<RejectReason, Counter> refused = new EnumMap<>(RejectReason.class);
  private final Map<Outcome, Timer> batches = new EnumMap<>(Outcome.class);

  /**
   * Registers the meters.
   *
   * @param door the {@code door} label, such as {@code remote_write}
   */
  public DoorMetrics(MeterRegistry registry, String door) {
    Tags tags = Tags.of("door", door);
    received =
        Counter.builder("barograph.ingest.samples.received")
            .description("Samples decoded from batches")
            .tags(tags)
            .register(registry);
    accepted =
        Counter.builder("barograph.ingest.samples.accepted")
            .description("Samples committed")
            .tags(tags)
            .register(registry);
    turnedAway =
        Counter.builder("barograph.ingest.samples.turned.away")
            .description("Samples that the sender was asked to send again later")
            .tags(tags)
            .register(registry);
    resolved =
        Counter.builder("barograph.ingest.series.resolved")
            .description(
                "Label sets that storage was asked for because their id was not remembered")
            .tags(tags)
            .register(registry);
    for (RejectReason reason : RejectReason.values()) {
      refused.put(
          reason,
          Counter.builder("barograph.ingest.samples.refused")
              .description("Samples refused for good")
              .tags(tags.and("reason", reason.text()))
              .register(registry));
    }
    for (Outcome outcome : Outcome.values()) {
      batches.put(
          outcome,
          Timer.builder("barograph.ingest.batch")
              .description("Time from the whole batch being there to its answer")
              .tags(tags.and("outcome", outcome.name().toLowerCase(Locale.ROOT)))
              .register(registry));
    }
  }

  /** Samples were decoded. */
  public void received(long samples) {
    received.increment((double) samples);
  }

  /** Samples were committed. */
  public void accepted(long samples) {
    accepted.increment((double) samples);
  }

  /** Samples were neither stored nor refused. */
  public void turnedAway(long samples) {
    turnedAway.increment((double) samples);
  }

  /** Storage was asked for label sets. */
  public void resolved(long series) {
    resolved.increment((double) series);
  }

  /** Samples were refused. */
  public void refused(RefusalSummary summary) {
    for (RefusalSummary.Refusal refusal : summary.refusals()) {
      refused(refusal.reason(), refusal.samples());
    }
  }

  /** Samples, or what else a batch may hold, were refused for this reason. */
  public void refused(RejectReason reason, long samples) {
    requireCounter(reason).increment((double) samples);
  }

  private Counter requireCounter(RejectReason reason) {
    return requireNonNull(refused.get(reason));
  }

  /** A batch is done. */
  public void batch(Outcome outcome, Duration took) {
    requireNonNull(batches.get(outcome)).record(took);
  }
}
