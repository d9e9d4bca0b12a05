package io.barograph.agent.micrometer;

import io.barograph.agent.BarographAgent;
import io.barograph.agent.SeriesHandle;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.model.MetricType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.NamingConvention;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Which series a meter has, by its kind. */
final class SeriesDefinitions {
  private static final TimeUnit SECONDS = TimeUnit.SECONDS;

  private final BarographAgent agent;
  private final NamingConvention names;
  private final Set<String> described = ConcurrentHashMap.newKeySet();

  SeriesDefinitions(BarographAgent agent, NamingConvention names) {
    this.agent = agent;
    this.names = names;
  }

  /**
   * The series of a meter.
   *
   * @throws IllegalArgumentException if its labels are longer than a server takes
   * @throws IllegalStateException if the agent has as many series as it may have
   */
  MeterSeries of(Meter meter) {
    MeterSeries series = new MeterSeries();
    Meter.Id id = meter.getId();
    String name = id.getConventionName(names);
    switch (meter) {
      case Counter counter -> series.addCount(counting(id, name), counter::count);
      case FunctionCounter counter -> series.addCount(counting(id, name), counter::count);
      case Gauge gauge -> series.addGauge(gauge(id, name), gauge::value);
      case HistogramTimer timer -> {
        addBuckets(series, id, name, timer.buckets());
        series.addGauge(gauge(id, name + "_max"), () -> timer.max(SECONDS));
      }
      case HistogramSummary summary -> {
        addBuckets(series, id, name, summary.buckets());
        series.addGauge(gauge(id, name + "_max"), summary::max);
      }
      case FunctionTimer timer -> {
        describe(id, name, MetricType.SUMMARY);
        series.addCount(handle(id, name + "_count"), timer::count);
        series.addCount(handle(id, name + "_sum"), () -> timer.totalTime(SECONDS));
      }
      case LongTaskTimer timer -> {
        series.addGauge(gauge(id, name + "_active_count"), timer::activeTasks);
        series.addGauge(gauge(id, name + "_duration_sum"), () -> timer.duration(SECONDS));
        series.addGauge(gauge(id, name + "_max"), () -> timer.max(SECONDS));
      }
      default -> addMeasurements(series, meter, name);
    }
    return series;
  }

  private void addBuckets(MeterSeries series, Meter.Id id, String name, Buckets buckets) {
    int bounds = buckets.bounds();
    describe(id, name, bounds == 0 ? MetricType.SUMMARY : MetricType.HISTOGRAM);
    series.addCount(handle(id, name + "_sum"), buckets::sum);
    if (bounds == 0) {
      series.addCount(handle(id, name + "_count"), buckets::count);
      return;
    }
    SeriesHandle[] handles = new SeriesHandle[bounds + 2];
    for (int i = 0; i <= bounds; i++) {
      handles[i] = agent.series(labels(id, name + "_bucket").with("le", buckets.le(i)));
    }
    handles[bounds + 1] = handle(id, name + "_count");
    series.addBuckets(buckets, handles);
  }

  private void addMeasurements(MeterSeries series, Meter meter, String name) {
    Meter.Id id = meter.getId();
    for (Measurement measurement : meter.measure()) {
      switch (measurement.getStatistic()) {
        case TOTAL, TOTAL_TIME ->
            series.addCount(counting(id, name + "_sum"), measurement::getValue);
        case COUNT -> series.addCount(counting(id, name + "_total"), measurement::getValue);
        case MAX -> series.addGauge(gauge(id, name + "_max"), measurement::getValue);
        case ACTIVE_TASKS ->
            series.addGauge(gauge(id, name + "_active_count"), measurement::getValue);
        case DURATION -> series.addGauge(gauge(id, name + "_duration_sum"), measurement::getValue);
        case VALUE, UNKNOWN -> series.addGauge(gauge(id, name + "_value"), measurement::getValue);
      }
    }
  }

  private SeriesHandle counting(Meter.Id id, String name) {
    describe(id, name, MetricType.COUNTER);
    return handle(id, name);
  }

  private SeriesHandle gauge(Meter.Id id, String name) {
    describe(id, name, MetricType.GAUGE);
    return handle(id, name);
  }

  private SeriesHandle handle(Meter.Id id, String name) {
    return agent.series(labels(id, name));
  }

  private void describe(Meter.Id id, String name, MetricType type) {
    if (described.add(name)) {
      String help = Objects.requireNonNullElse(id.getDescription(), "");
      agent.describe(new MetricMetadata(name, type, help, ""));
    }
  }

  private Labels labels(Meter.Id id, String name) {
    Map<String, String> labels = new TreeMap<>();
    for (Tag tag : id.getConventionTags(names)) {
      // In Prometheus an empty value is no label.
      if (!tag.getValue().isEmpty()) {
        labels.put(tag.getKey(), tag.getValue());
      }
    }
    labels.put(Labels.METRIC_NAME, name);
    return Labels.of(labels);
  }
}
