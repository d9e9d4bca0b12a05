package io.barograph.server.telemetry;

import io.barograph.model.Labels;
import io.barograph.storage.SampleAppender;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.SeriesResolution;
import io.barograph.storage.StorageUnavailableException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Stores Barograph's own metrics like those of any other program, under {@code job="barograph"}. A
 * tick that the store cannot take is left out, and one at a time is under way.
 */
public final class SelfScrape implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(SelfScrape.class);

  private final PrometheusMeterRegistry registry;
  private final SampleAppender appender;
  private final Map<String, String> identity;
  private final InstantSource clock;
  private final Disposable ticks;

  /** Begins at once, unless {@code interval} is zero. */
  public SelfScrape(
      PrometheusMeterRegistry registry,
      SampleAppender appender,
      String instance,
      Duration interval,
      InstantSource clock,
      Scheduler scheduler) {
    this.registry = registry;
    this.appender = appender;
    this.identity = Map.of("job", "barograph", "instance", instance);
    this.clock = clock;
    this.ticks =
        (interval.isZero() ? Flux.<Long>never() : Flux.interval(interval, scheduler))
            .onBackpressureDrop()
            .concatMap(tick -> store(), 1)
            .subscribe();
  }

  private Mono<Void> store() {
    return Mono.defer(this::scrape).onErrorResume(SelfScrape::leaveOut);
  }

  private Mono<Void> scrape() {
    long now = clock.millis();
    ExpositionText text = ExpositionText.parse(registry.scrape(), identity);
    List<Labels> series = text.samples().stream().map(ExpositionText.Line::labels).toList();
    return appender
        .resolve(series)
        .flatMap(resolution -> appender.append(batch(resolution, text.samples(), now)))
        .then(appender.describe(text.metadata()));
  }

  private static SampleBatch batch(
      SeriesResolution resolution, List<ExpositionText.Line> samples, long now) {
    long[] ids = new long[samples.size()];
    long[] timestamps = new long[samples.size()];
    double[] values = new double[samples.size()];
    int size = 0;
    for (int i = 0; i < samples.size(); i++) {
      if (resolution.id(i) != SeriesResolution.REFUSED) {
        ids[size] = resolution.id(i);
        timestamps[size] = now;
        values[size++] = samples.get(i).value();
      }
    }
    return new SampleBatch(resolution.generation(), ids, timestamps, values, size);
  }

  private static Mono<Void> leaveOut(Throwable failure) {
    if (!(failure instanceof StorageUnavailableException)) {
      logger.warn("own metrics were not stored", failure);
    }
    return Mono.empty();
  }

  @Override
  public void close() {
    ticks.dispose();
  }
}
