package io.barograph.alertengine.notify;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;

/** What became of the notifications of one integration. */
final class NotificationMeters {
  private static final String QUEUE = "barograph.notification.queue";

  private final MeterRegistry meters;
  private final Tags tags;
  private final Timer duration;

  enum Outcome {
    SENT,
    /** Will be tried again soon. */
    RETRIED,
    /** Given up until the next flush of its group. */
    FAILED,
    /** The queue was full; the next flush of the group tries again. */
    DROPPED
  }

  NotificationMeters(MeterRegistry meters, Integration integration) {
    this.meters = meters;
    this.tags = Tags.of("receiver", integration.receiver(), "integration", integration.name());
    this.duration =
        Timer.builder("barograph.notification.duration")
            .description("How long attempts to notify took")
            .tags(tags)
            .register(meters);
  }

  void count(Outcome outcome) {
    meters
        .counter(
            "barograph.notifications", tags.and("outcome", outcome.name().toLowerCase(Locale.ROOT)))
        .increment();
  }

  void attempt(Duration took) {
    duration.record(took);
  }

  /** Shows the length of a queue, which takes the place of an earlier one with its name. */
  void watch(IntSupplier waiting) {
    meters.remove(new Meter.Id(QUEUE, tags, null, null, Meter.Type.GAUGE));
    Gauge.builder(QUEUE, waiting::getAsInt)
        .description("Groups of alerts of which an integration has yet to tell")
        .tags(tags)
        .register(meters);
  }
}
