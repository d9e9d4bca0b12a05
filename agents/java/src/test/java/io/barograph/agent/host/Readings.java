package io.barograph.agent.host;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a probe reported, under names as in PromQL. */
final class Readings implements Measurements {
  final Map<String, Double> values = new LinkedHashMap<>();
  final Map<String, Metric> metrics = new LinkedHashMap<>();

  @Override
  public void add(Metric metric, double value, String... namesAndValues) {
    metrics.put(metric.name(), metric);
    values.put(metric.name() + Arrays.toString(namesAndValues), value);
  }
}
