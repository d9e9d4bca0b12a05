package io.barograph.agent.command;

import io.barograph.agent.BarographAgent;
import io.barograph.agent.SeriesHandle;
import io.barograph.agent.host.Measurements;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Puts the readings of one probe into an agent under one {@code job}. */
final class AgentSeries implements Measurements {
  private final BarographAgent agent;
  private final String job;

  /** Mounts and interfaces come and go: what was not read for so many reports is forgotten. */
  private static final int REPORTS_REMEMBERED = 100;

  private Map<List<String>, SeriesHandle> handles = new HashMap<>();
  private Map<List<String>, SeriesHandle> olderHandles = Map.of();
  private final Set<String> described = new HashSet<>();
  private long timestamp;
  private int reports;

  AgentSeries(BarographAgent agent, String job) {
    this.agent = agent;
    this.job = job;
  }

  /** Gives what follows this timestamp, milliseconds since the Unix epoch. */
  Measurements at(long now) {
    timestamp = now;
    if (++reports % REPORTS_REMEMBERED == 0) {
      olderHandles = handles;
      handles = new HashMap<>();
    }
    return this;
  }

  @Override
  public void add(Metric metric, double value, String... namesAndValues) {
    String[] key = Arrays.copyOf(namesAndValues, namesAndValues.length + 1);
    key[namesAndValues.length] = metric.name();
    handles
        .computeIfAbsent(List.of(key), known -> find(known, metric, namesAndValues))
        .append(timestamp, value);
  }

  private SeriesHandle find(List<String> key, Metric metric, String... namesAndValues) {
    SeriesHandle older = olderHandles.get(key);
    return older != null ? older : define(metric, namesAndValues);
  }

  private SeriesHandle define(Metric metric, String... namesAndValues) {
    if (described.add(metric.name())) {
      agent.describe(new MetricMetadata(metric.name(), metric.type(), metric.help(), ""));
    }
    Map<String, String> labels = new TreeMap<>();
    labels.put(Labels.METRIC_NAME, metric.name());
    labels.put("job", job);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      labels.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return agent.series(Labels.of(labels));
  }
}
