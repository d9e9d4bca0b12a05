package io.barograph.agent.host;

import io.barograph.model.MetricType;

/** Takes what a probe reads. */
public interface Measurements {
  /**
   * One value of now.
   *
   * @param metric what is measured; its name, type and help
   * @param value in base units
   * @param namesAndValues labels beside the name of the metric, alternating
   */
  void add(Metric metric, double value, String... namesAndValues);

  /** As above; what is counted rounds beyond 2^53. */
  default void add(Metric metric, long value, String... namesAndValues) {
    add(metric, (double) value, namesAndValues);
  }

  /** A metric that a probe reports. */
  record Metric(String name, MetricType type, String help) {
    static Metric counter(String name, String help) {
      return new Metric(name, MetricType.COUNTER, help);
    }

    static Metric gauge(String name, String help) {
      return new Metric(name, MetricType.GAUGE, help);
    }
  }
}
