package io.barograph.agent.host;

import io.barograph.agent.host.Measurements.Metric;
import java.util.stream.Stream;

/** {@code /proc/net/dev}: traffic of each interface. */
final class ProcNetDev {
  private static final Metric[] COLUMNS =
      Stream.of(
              "receive_bytes",
              "receive_packets",
              "receive_errs",
              "receive_drop",
              "receive_fifo",
              "receive_frame",
              "receive_compressed",
              "receive_multicast",
              "transmit_bytes",
              "transmit_packets",
              "transmit_errs",
              "transmit_drop",
              "transmit_fifo",
              "transmit_colls",
              "transmit_carrier",
              "transmit_compressed")
          .map(
              column ->
                  Metric.counter(
                      "node_network_" + column + "_total",
                      "Network device statistic " + column + "."))
          .toArray(Metric[]::new);

  private ProcNetDev() {}

  static void parse(String text, Measurements into) {
    text.lines().forEach(line -> parseLine(line, into));
  }

  private static void parseLine(String line, Measurements into) {
    // The name may touch its first number: "eth0:123 4 ...". Alias names hold colons themselves.
    int colon = line.lastIndexOf(':');
    if (colon < 0) {
      return; // the two lines of headings
    }
    String device = line.substring(0, colon).strip();
    Fields fields = new Fields(line.substring(colon + 1));
    if (fields.remaining() < COLUMNS.length) {
      return;
    }
    for (Metric column : COLUMNS) {
      into.add(column, fields.number(), "device", device);
    }
  }
}
