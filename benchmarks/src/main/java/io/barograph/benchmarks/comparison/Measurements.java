package io.barograph.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Everything that was measured. */
record Measurements(List<Measurement> all) {
  /** Those of all parts, one file each. */
  static Measurements read(Path directory) throws IOException {
    List<Measurement> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".tsv")).sorted().toList()) {
        Files.readAllLines(file).stream().map(Measurement::parse).forEach(all::add);
      }
    }
    return new Measurements(List.copyOf(all));
  }

  /** In ascending order; a phase that was repeated has several. */
  private double[] values(String part, String system, String phase, Quantity quantity) {
    return all.stream()
        .filter(one -> one.part().equals(part) && one.system().equals(system))
        .filter(one -> one.phase().equals(phase) && one.quantity() == quantity)
        .mapToDouble(Measurement::value)
        .sorted()
        .toArray();
  }

  /** The median of the repetitions; NaN if it was not measured. */
  double median(String part, String system, String phase, Quantity quantity) {
    double[] values = values(part, system, phase, quantity);
    return values.length == 0 ? Double.NaN : values[values.length / 2];
  }

  /** The largest difference of a repetition from the median, as a share of it. */
  double spread(String part, String system, String phase, Quantity quantity) {
    double median = median(part, system, phase, quantity);
    return Arrays.stream(values(part, system, phase, quantity))
        .map(value -> Math.abs(value - median) / median)
        .max()
        .orElse(Double.NaN);
  }

  /** Whether there is anything of a part. */
  boolean has(String part) {
    return all.stream().anyMatch(one -> one.part().equals(part));
  }

  /** The phases of a part in the order in which they were measured. */
  List<String> phases(String part) {
    return all.stream()
        .filter(one -> one.part().equals(part))
        .map(Measurement::phase)
        .distinct()
        .toList();
  }

  /** The parts that are named for a number of series, the smallest first. */
  List<String> sizes() {
    return all.stream()
        .map(Measurement::part)
        .filter(part -> part.chars().allMatch(Character::isDigit))
        .distinct()
        .sorted(Comparator.comparing(Integer::valueOf))
        .toList();
  }
}
