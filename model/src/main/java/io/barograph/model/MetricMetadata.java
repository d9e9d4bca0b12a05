package io.barograph.model;

import static java.util.Objects.requireNonNull;

/**
 * What is known of a metric beside its samples.
 *
 * @param metric the name of the metric family
 * @param help what it measures, for people; may be empty
 * @param unit base unit such as {@code seconds} or {@code bytes}; may be empty
 */
public record MetricMetadata(String metric, MetricType type, String help, String unit) {
  public MetricMetadata {
    requireNonNull(metric, "metric is null");
    requireNonNull(type, "type is null");
    requireNonNull(help, "help is null");
    requireNonNull(unit, "unit is null");
  }
}
