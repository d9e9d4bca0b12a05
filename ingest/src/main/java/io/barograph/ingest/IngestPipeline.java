package io.barograph.ingest;

import static java.util.Objects.requireNonNull;

import io.barograph.storage.SampleAppender;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/**
 * What the doors of one server share: where samples go, what is taken, and one budget of memory.
 * Each door decodes in its own way, checks label sets with {@link #labelSetBuilder()} and
 * timestamps with {@link #timestampBounds()}, and appends to {@link #appender()}.
 */
public final class IngestPipeline {
  private final SampleAppender appender;
  private final IngestLimits limits;
  private final InFlightBudget budget;
  private final MeterRegistry registry;
  private final InstantSource clock;

  public IngestPipeline(
      SampleAppender appender, IngestLimits limits, MeterRegistry registry, InstantSource clock) {
    this.appender = requireNonNull(appender, "appender is null");
    this.limits = requireNonNull(limits, "limits is null");
    this.registry = requireNonNull(registry, "registry is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.budget = new InFlightBudget(limits.inFlightBytes(), registry);
  }

  public SampleAppender appender() {
    return appender;
  }

  public IngestLimits limits() {
    return limits;
  }

  /** The one budget of all doors. */
  public InFlightBudget budget() {
    return budget;
  }

  public InstantSource clock() {
    return clock;
  }

  public MeterRegistry registry() {
    return registry;
  }

  /** A builder of label sets for one thread. */
  public LabelSetBuilder labelSetBuilder() {
    return new LabelSetBuilder(limits.labels());
  }

  /** The timestamps taken now; one answer serves a whole batch. */
  public TimestampBounds timestampBounds() {
    return TimestampBounds.around(clock.millis(), limits.retention(), limits.future());
  }
}
