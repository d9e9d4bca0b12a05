package io.barograph.agent.micrometer;

import io.micrometer.core.instrument.Meter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All meters and when they were reported last. */
final class Publication {
  private static final Logger logger = LoggerFactory.getLogger(BarographMeterRegistry.class);

  /** Of a meter that has no series yet, or can have none. */
  private static final MeterSeries NONE = new MeterSeries();

  private final SeriesDefinitions definitions;
  private final Map<Meter, MeterSeries> series = new ConcurrentHashMap<>();
  private long before;
  private String lastFailure = "";

  Publication(SeriesDefinitions definitions, long now) {
    this.definitions = definitions;
    this.before = now;
  }

  void add(Meter meter) {
    series.put(meter, NONE);
  }

  /** Its series end, unless nothing was ever said of them. */
  synchronized void remove(Meter meter, long now) {
    MeterSeries ended = series.remove(meter);
    if (ended != null) {
      ended.end(now);
    }
  }

  synchronized void publish(long now) {
    series.forEach((meter, known) -> publish(meter, known, now));
    before = now;
  }

  /** One meter that fails must not silence the others. */
  private void publish(Meter meter, MeterSeries known, long now) {
    try {
      MeterSeries own = known;
      if (own == NONE) {
        own = definitions.of(meter);
        series.replace(meter, own);
      }
      own.append(now, before);
    } catch (RuntimeException e) {
      String failure = meter.getId().getName() + ": " + e;
      if (!failure.equals(lastFailure)) {
        lastFailure = failure;
        logger.warn("meter \"{}\" is not reported", meter.getId().getName(), e);
      }
    }
  }

  /** An error in one report must not end the reports. */
  Runnable guarded(Runnable report) {
    return () -> {
      try {
        report.run();
      } catch (RuntimeException e) {
        logger.error("no report", e);
      }
    };
  }
}
