package io.barograph.agent.host;

import io.barograph.agent.host.Measurements.Metric;

/** {@code /proc/meminfo}: every line becomes a metric of its name, as in node_exporter. */
final class ProcMeminfo {
  private ProcMeminfo() {}

  static void parse(String text, Measurements into) {
    text.lines().forEach(line -> parseLine(line, into));
  }

  private static void parseLine(String line, Measurements into) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return;
    }
    // Active(anon) becomes Active_anon.
    String field = line.substring(0, colon).replace('(', '_').replace(")", "");
    Fields fields = new Fields(line.substring(colon + 1));
    if (!fields.hasNext()) {
      return;
    }
    double value = fields.number();
    boolean kibibytes = fields.hasNext();
    String name = "node_memory_" + field + (kibibytes ? "_bytes" : "");
    into.add(
        Metric.gauge(
            name, "Memory information field " + name.substring("node_memory_".length()) + "."),
        kibibytes ? value * 1024 : value);
  }
}
