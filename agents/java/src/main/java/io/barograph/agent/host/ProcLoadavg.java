package io.barograph.agent.host;

import io.barograph.agent.host.Measurements.Metric;

/** {@code /proc/loadavg}. */
final class ProcLoadavg {
  private static final Metric LOAD1 = Metric.gauge("node_load1", "1m load average.");
  private static final Metric LOAD5 = Metric.gauge("node_load5", "5m load average.");
  private static final Metric LOAD15 = Metric.gauge("node_load15", "15m load average.");

  private ProcLoadavg() {}

  static void parse(String text, Measurements into) {
    Fields fields = new Fields(text);
    into.add(LOAD1, fields.number());
    into.add(LOAD5, fields.number());
    into.add(LOAD15, fields.number());
  }
}
