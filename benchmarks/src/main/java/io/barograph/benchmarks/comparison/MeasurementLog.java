package io.barograph.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file that the parts of the benchmark add their measurements to, one a line. */
record MeasurementLog(Path file, String part, String system) {
  void add(String phase, Quantity quantity, double value) throws IOException {
    Measurement measurement = new Measurement(part, system, phase, quantity, value);
    System.out.printf(
        "%s, %s, %s: %s %.4g%n",
        part, system, phase, quantity.name().toLowerCase(java.util.Locale.ROOT), value);
    Files.write(
        file, List.of(measurement.line()), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
