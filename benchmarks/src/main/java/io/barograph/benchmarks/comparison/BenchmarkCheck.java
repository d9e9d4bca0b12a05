package io.barograph.benchmarks.comparison;

import io.barograph.benchmarks.query.DashboardQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Says whether everything was measured and all systems answered alike; how fast they are does not
 * matter: {@code BenchmarkCheck <directory of the results> <part>...}.
 */
final class BenchmarkCheck {
  private static final List<String> SYSTEMS =
      List.of(Targets.BAROGRAPH, Targets.VICTORIA, Targets.PROMETHEUS);

  private final Measurements measurements;
  private final List<String> complaints = new ArrayList<>();

  private BenchmarkCheck(Measurements measurements) {
    this.measurements = measurements;
  }

  /** Runs it once; see the class for the arguments. */
  public static void main(String[] words) throws IOException {
    BenchmarkCheck check = new BenchmarkCheck(Measurements.read(Path.of(words[0])));
    for (String part : List.of(words).subList(1, words.length)) {
      check.require(part);
    }
    check.complaints.forEach(System.err::println);
    if (!check.complaints.isEmpty()) {
      System.exit(1);
    }
  }

  private void require(String part) {
    switch (part) {
      case "queries" -> requireEqualAnswers();
      case "rsocket" ->
          requirePositive(
              part, Targets.RSOCKET, IngestComparison.WARM, Quantity.SAMPLES_PER_SECOND);
      case "codec" -> {
        requirePositive(
            part, Targets.BAROGRAPH, "ValueCodecBenchmark.encode", Quantity.SAMPLES_PER_SECOND);
        requirePositive(
            part, Targets.BAROGRAPH, "ValueCodecBenchmark.decode", Quantity.SAMPLES_PER_SECOND);
      }
      case "messages" ->
          requirePositive(part, "axon", AxonMeasurement.PHASE, Quantity.MESSAGES_PER_SECOND);
      case Targets.DENSITY -> {
        for (String system : SYSTEMS) {
          requirePositive(part, system, IngestComparison.SETTLED, Quantity.BYTES_PER_SAMPLE);
        }
      }
      case "zstd" ->
          requirePositive(part, Targets.ZSTD, IngestComparison.SETTLED, Quantity.BYTES_PER_SAMPLE);
      default -> requireIngest(part);
    }
  }

  private void requireIngest(String part) {
    for (String system : SYSTEMS) {
      requirePositive(part, system, IngestComparison.FIRST_TICK, Quantity.SAMPLES_PER_SECOND);
      requirePositive(part, system, IngestComparison.WARM, Quantity.SAMPLES_PER_SECOND);
      requirePositive(part, system, IngestComparison.COMPLETE, Quantity.SAMPLES_PER_CPU_SECOND);
      requirePositive(part, system, IngestComparison.SETTLED, Quantity.BYTES_PER_SAMPLE);
      requirePositive(part, system, IngestComparison.SETTLED, Quantity.PEAK_MEMORY_BYTES);
      requirePositive(part, system, Freshness.PHASE, Quantity.P99_MILLIS);
      if (system.equals(Targets.BAROGRAPH)) {
        requirePositive(part, system, IngestComparison.SETTLED, Quantity.LIVE_HEAP_BYTES);
      }
    }
  }

  private void requireEqualAnswers() {
    for (DashboardQuery query : DashboardQuery.ALL) {
      for (String system : SYSTEMS) {
        requirePositive("queries", system, query.title(), Quantity.POINTS);
        requirePositive("queries", system, query.title(), Quantity.P50_MILLIS);
        double differences =
            measurements.median("queries", system, query.title(), Quantity.DIFFERENT_POINTS);
        if (differences != 0) {
          complaints.add(
              "%s answers \"%s\" with %.0f points that are not Barograph's"
                  .formatted(system, query.title(), differences));
        }
      }
    }
  }

  private void requirePositive(String part, String system, String phase, Quantity quantity) {
    double value = measurements.median(part, system, phase, quantity);
    if (!(value > 0)) {
      complaints.add("part %s, %s, %s: %s is %s".formatted(part, system, phase, quantity, value));
    }
  }
}
