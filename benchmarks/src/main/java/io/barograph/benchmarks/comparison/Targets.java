package io.barograph.benchmarks.comparison;

import static io.barograph.benchmarks.comparison.Target.Direction.AT_LEAST;
import static io.barograph.benchmarks.comparison.Target.Direction.AT_MOST;

import io.barograph.benchmarks.query.DashboardQuery;
import java.util.ArrayList;
import java.util.List;

/** The goals of this project's speed and density, each with what was measured. */
final class Targets {
  static final String BAROGRAPH = "Barograph";
  static final String VICTORIA = "VictoriaMetrics";
  static final String PROMETHEUS = "Prometheus";
  static final String RSOCKET = "Barograph over RSocket";
  static final String ZSTD = "Barograph with zstd";

  static final String MEDIUM = "100000";
  static final String CAPTURED = "captured";
  static final String DENSITY = "density";

  private static final double GIBIBYTE = 1 << 30;
  private static final double SECOND_MILLIS = 1000;

  private final Measurements measurements;
  private final List<Target> targets = new ArrayList<>();

  private Targets(Measurements measurements) {
    this.measurements = measurements;
  }

  static List<Target> of(Measurements measurements) {
    Targets all = new Targets(measurements);
    all.addIngest();
    all.addDensity();
    all.addQueries();
    all.addCodec();
    all.addLimits();
    return all.targets;
  }

  private void add(
      String what, String goal, double measured, Target.Direction direction, double bound) {
    targets.add(new Target(what, goal, measured, direction, bound));
  }

  private double speed(String part, String system, String phase) {
    return measurements.median(part, system, phase, Quantity.SAMPLES_PER_CPU_SECOND);
  }

  private double speedRatio(String part, String phase, String peer) {
    return speed(part, BAROGRAPH, phase) / speed(part, peer, phase);
  }

  private void addIngest() {
    String series = "remote write, samples per CPU second, 100,000 series";
    add(
        series + ", cold",
        "≥ 3 × VictoriaMetrics",
        speedRatio(MEDIUM, IngestComparison.COLD, VICTORIA),
        AT_LEAST,
        3);
    add(
        series + ", warm",
        "≥ 4 × VictoriaMetrics",
        speedRatio(MEDIUM, IngestComparison.WARM, VICTORIA),
        AT_LEAST,
        4);
    add(
        series + ", cold",
        "≥ 10 × Prometheus",
        speedRatio(MEDIUM, IngestComparison.COLD, PROMETHEUS),
        AT_LEAST,
        10);
    add(
        series + ", warm",
        "≥ 10 × Prometheus",
        speedRatio(MEDIUM, IngestComparison.WARM, PROMETHEUS),
        AT_LEAST,
        10);
    add(
        series + ", warm with compaction",
        "≥ 3 × VictoriaMetrics",
        speedRatio(MEDIUM, IngestComparison.COMPLETE, VICTORIA),
        AT_LEAST,
        3);
    add(
        "real data, one connection, 2,000 samples a request",
        "≥ 1.5 × VictoriaMetrics",
        speedRatio(CAPTURED, IngestComparison.WARM, VICTORIA),
        AT_LEAST,
        1.5);
    add(
        "RSocket, acknowledged and committed, samples per CPU second",
        "≥ 10 × VictoriaMetrics over remote write",
        speed("rsocket", RSOCKET, IngestComparison.WARM)
            / speed(MEDIUM, VICTORIA, IngestComparison.WARM),
        AT_LEAST,
        10);
  }

  private double density(String part, String system) {
    return measurements.median(part, system, IngestComparison.SETTLED, Quantity.BYTES_PER_SAMPLE);
  }

  private void addDensity() {
    double barograph = density(DENSITY, BAROGRAPH);
    add(
        "bytes a sample, real data, settled, readable in SQL",
        "≤ 1.3 × VictoriaMetrics after its forced merge",
        barograph / density(DENSITY, VICTORIA),
        AT_MOST,
        1.3);
    add(
        "the same with zstd",
        "≤ 1.0 × VictoriaMetrics after its forced merge",
        density("zstd", ZSTD) / density(DENSITY, VICTORIA),
        AT_MOST,
        1);
    add(
        "bytes a sample, real data, settled, readable in SQL",
        "≤ 0.5 × Prometheus",
        barograph / density(DENSITY, PROMETHEUS),
        AT_MOST,
        0.5);
  }

  private void addQueries() {
    add("dashboard queries, p50", "≤ Prometheus on 8", queriesNoSlower(PROMETHEUS), AT_LEAST, 8);
    add("dashboard queries, p50", "≤ VictoriaMetrics on 6", queriesNoSlower(VICTORIA), AT_LEAST, 6);
  }

  private double queriesNoSlower(String peer) {
    int count = 0;
    for (DashboardQuery query : DashboardQuery.ALL) {
      double own = measurements.median("queries", BAROGRAPH, query.title(), Quantity.P50_MILLIS);
      double theirs = measurements.median("queries", peer, query.title(), Quantity.P50_MILLIS);
      if (Double.isNaN(own) || Double.isNaN(theirs)) {
        return Double.NaN;
      }
      count += own <= theirs ? 1 : 0;
    }
    return count;
  }

  private void addCodec() {
    add(
        "value codec, encode, samples/s on one core",
        "≥ 50 million",
        codec("ValueCodecBenchmark.encode"),
        AT_LEAST,
        50e6);
    add(
        "value codec, decode, samples/s on one core",
        "≥ 300 million",
        codec("ValueCodecBenchmark.decode"),
        AT_LEAST,
        300e6);
  }

  private double codec(String benchmark) {
    return measurements.median("codec", BAROGRAPH, benchmark, Quantity.SAMPLES_PER_SECOND);
  }

  private void addLimits() {
    add(
        "growth, CPU a sample at 1,000,000 series, warm",
        "≤ 1.5 × that at 10,000",
        speed("10000", BAROGRAPH, IngestComparison.WARM)
            / speed("1000000", BAROGRAPH, IngestComparison.WARM),
        AT_MOST,
        1.5);
    add(
        "live heap, 1,000,000 active series, all roles, GiB",
        "≤ 2",
        measurements.median(
                "1000000", BAROGRAPH, IngestComparison.SETTLED, Quantity.LIVE_HEAP_BYTES)
            / GIBIBYTE,
        AT_MOST,
        2);
    add(
        "freshness under full load, p99, s",
        "≤ 1",
        measurements.median(MEDIUM, BAROGRAPH, Freshness.PHASE, Quantity.P99_MILLIS)
            / SECOND_MILLIS,
        AT_MOST,
        1);
    add(
        "samples acknowledged and stored a second over RSocket",
        "≥ axon's messages a second",
        measurements.median("rsocket", RSOCKET, IngestComparison.WARM, Quantity.SAMPLES_PER_SECOND)
            / measurements.median(
                "messages", "axon", AxonMeasurement.PHASE, Quantity.MESSAGES_PER_SECOND),
        AT_LEAST,
        1);
  }
}
