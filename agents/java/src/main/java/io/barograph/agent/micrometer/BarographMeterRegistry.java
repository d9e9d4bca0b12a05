package io.barograph.agent.micrometer;

import io.barograph.agent.BarographAgent;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.cumulative.CumulativeFunctionCounter;
import io.micrometer.core.instrument.cumulative.CumulativeFunctionTimer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.internal.DefaultGauge;
import io.micrometer.core.instrument.internal.DefaultLongTaskTimer;
import io.micrometer.core.instrument.internal.DefaultMeter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reports all meters through an agent, as Prometheus would find them: counters and histograms since
 * the process began, so that nothing is lost while the server is away.
 *
 * <p>{@code http.server.requests}, and every timer that is to have a histogram of percentiles, has
 * buckets from 1 ms to 10 s, the same as in all agents; objectives ({@code serviceLevelObjectives})
 * are bounds of buckets too. Percentiles of one process are not reported: they cannot be added up.
 *
 * <p>The agent is not closed with it.
 */
public final class BarographMeterRegistry extends MeterRegistry {
  /** Time for which a maximum holds: two reports and a bit, so that none passes unseen. */
  private static final Duration MAXIMUM_EXPIRY = Duration.ofSeconds(30);

  private static final double NANOS_OF_A_SECOND = 1e9;
  private static final int MOST_METERS = 10_000;
  private static final String REQUESTS = "http.server.requests";

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("barograph-meters").daemon().factory());
  private final MeterLimit limit;
  private final Publication publication;

  /** A registry that does not report by itself before it is started. */
  public BarographMeterRegistry(BarographAgent agent, Clock clock) {
    this(agent, clock, MOST_METERS);
  }

  BarographMeterRegistry(BarographAgent agent, Clock clock, int mostMeters) {
    super(clock);
    config().namingConvention(new PrometheusNames());
    this.limit = new MeterLimit(mostMeters);
    config().meterFilter(limit);
    this.publication =
        new Publication(
            new SeriesDefinitions(agent, config().namingConvention()), clock.wallTime());
    config().onMeterAdded(publication::add);
    config()
        .onMeterRemoved(
            meter -> {
              limit.removed(meter.getId());
              publication.remove(meter, clock.wallTime());
            });
  }

  /** Reports again and again until it is closed. */
  public void start(Duration interval) {
    FunctionCounter.builder("barograph.agent.meters.refused", limit, MeterLimit::refused)
        .description("How often a meter was denied because there are too many.")
        .register(this);
    long millis = interval.toMillis();
    var _ =
        thread.scheduleAtFixedRate(
            publication.guarded(this::publish), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Reports everything now. */
  public void publish() {
    publication.publish(clock.wallTime());
  }

  /** Reports a last time and stops. */
  @Override
  public void close() {
    if (!isClosed()) {
      thread.shutdown();
      publish();
    }
    super.close();
  }

  @Override
  protected Counter newCounter(Meter.Id id) {
    return new CumulativeCounter(id);
  }

  @Override
  protected <T> Gauge newGauge(Meter.Id id, @Nullable T watched, ToDoubleFunction<T> value) {
    return new DefaultGauge<>(id, watched, value);
  }

  @Override
  protected Timer newTimer(
      Meter.Id id, DistributionStatisticConfig config, PauseDetector pauseDetector) {
    double[] objectives = objectives(config, NANOS_OF_A_SECOND);
    boolean histogram =
        Boolean.TRUE.equals(config.isPercentileHistogram()) || id.getName().equals(REQUESTS);
    return new HistogramTimer(
        id,
        clock,
        config,
        pauseDetector,
        histogram ? Buckets.ofTimes(objectives) : Buckets.of(objectives));
  }

  @Override
  protected DistributionSummary newDistributionSummary(
      Meter.Id id, DistributionStatisticConfig config, double scale) {
    double[] bounds =
        Boolean.TRUE.equals(config.isPercentileHistogram())
            ? config.getHistogramBuckets(true).stream().mapToDouble(Double::doubleValue).toArray()
            : objectives(config, 1);
    return new HistogramSummary(id, clock, config, scale, Buckets.of(bounds));
  }

  @Override
  protected LongTaskTimer newLongTaskTimer(Meter.Id id, DistributionStatisticConfig config) {
    return new DefaultLongTaskTimer(id, clock, getBaseTimeUnit(), config, false);
  }

  private static double[] objectives(DistributionStatisticConfig config, double unitsOfBase) {
    double[] objectives = config.getServiceLevelObjectiveBoundaries();
    if (objectives == null) {
      return new double[0];
    }
    double[] bounds = new double[objectives.length];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = objectives[i] / unitsOfBase;
    }
    return bounds;
  }

  @Override
  protected Meter newMeter(Meter.Id id, Meter.Type type, Iterable<Measurement> measurements) {
    return new DefaultMeter(id, type, measurements);
  }

  @Override
  protected <T> FunctionTimer newFunctionTimer(
      Meter.Id id,
      T watched,
      ToLongFunction<T> count,
      ToDoubleFunction<T> totalTime,
      TimeUnit totalTimeUnit) {
    return new CumulativeFunctionTimer<>(
        id, watched, count, totalTime, totalTimeUnit, getBaseTimeUnit());
  }

  @Override
  protected <T> FunctionCounter newFunctionCounter(
      Meter.Id id, T watched, ToDoubleFunction<T> count) {
    return new CumulativeFunctionCounter<>(id, watched, count);
  }

  @Override
  protected TimeUnit getBaseTimeUnit() {
    return TimeUnit.SECONDS;
  }

  @Override
  protected DistributionStatisticConfig defaultHistogramConfig() {
    return DistributionStatisticConfig.builder()
        .expiry(MAXIMUM_EXPIRY)
        .build()
        .merge(DistributionStatisticConfig.DEFAULT);
  }
}
