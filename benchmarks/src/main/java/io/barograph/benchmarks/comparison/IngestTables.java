package io.barograph.benchmarks.comparison;

import static io.barograph.benchmarks.comparison.MarkdownTable.number;

import java.util.List;

/** What samples of one part cost each system. */
final class IngestTables {
  private static final List<String> SYSTEMS =
      List.of(Targets.BAROGRAPH, Targets.VICTORIA, Targets.PROMETHEUS);
  private static final List<String> PHASES =
      List.of(IngestComparison.FIRST_TICK, IngestComparison.COLD, IngestComparison.WARM);
  private static final double MEBIBYTE = 1 << 20;
  private static final double PERCENT = 100;

  private final Measurements measurements;
  private final String part;

  IngestTables(Measurements measurements, String part) {
    this.measurements = measurements;
    this.part = part;
  }

  /** Time: each system's first tick, cold and warm phases, and warm phases with compaction. */
  String time() {
    MarkdownTable table =
        new MarkdownTable(
            "", "samples", "s", "samples/s", "CPU s", "samples/CPU s", "±", "p50 ms", "p99 ms");
    for (String phase : PHASES) {
      for (String system : SYSTEMS) {
        addTime(table, system, phase);
      }
      if (part.equals(Targets.MEDIUM) && phase.equals(IngestComparison.WARM)) {
        addRSocket(table);
      }
    }
    for (String system : SYSTEMS) {
      table.row(
          system + ", " + IngestComparison.COMPLETE,
          "",
          "",
          "",
          "",
          number(
              measurements.median(
                  part, system, IngestComparison.COMPLETE, Quantity.SAMPLES_PER_CPU_SECOND)),
          "",
          "",
          "");
    }
    return table.toString();
  }

  private void addRSocket(MarkdownTable table) {
    new IngestTables(measurements, "rsocket")
        .addTime(table, Targets.RSOCKET, IngestComparison.WARM);
  }

  private void addTime(MarkdownTable table, String system, String phase) {
    double spread = measurements.spread(part, system, phase, Quantity.SAMPLES_PER_CPU_SECOND);
    table.row(
        system + ", " + phase,
        number(measurements.median(part, system, phase, Quantity.SAMPLES)),
        number(measurements.median(part, system, phase, Quantity.WALL_SECONDS)),
        number(measurements.median(part, system, phase, Quantity.SAMPLES_PER_SECOND)),
        number(measurements.median(part, system, phase, Quantity.CPU_SECONDS)),
        number(measurements.median(part, system, phase, Quantity.SAMPLES_PER_CPU_SECOND)),
        !phase.equals(IngestComparison.WARM) ? "" : "%.0f %%".formatted(spread * PERCENT),
        number(measurements.median(part, system, phase, Quantity.P50_MILLIS)),
        number(measurements.median(part, system, phase, Quantity.P99_MILLIS)));
  }

  /** Memory and disk after all that was sent. */
  String space() {
    MarkdownTable table =
        new MarkdownTable(
            "", "samples stored", "bytes on disk a sample", "peak memory MiB", "live heap MiB");
    for (String system : SYSTEMS) {
      table.row(
          system,
          number(settled(system, Quantity.SAMPLES)),
          number(settled(system, Quantity.BYTES_PER_SAMPLE)),
          number(settled(system, Quantity.PEAK_MEMORY_BYTES) / MEBIBYTE),
          number(settled(system, Quantity.LIVE_HEAP_BYTES) / MEBIBYTE));
    }
    return table.toString();
  }

  private double settled(String system, Quantity quantity) {
    return measurements.median(part, system, IngestComparison.SETTLED, quantity);
  }
}
