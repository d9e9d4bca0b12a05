package io.barograph.benchmarks.comparison;

import static io.barograph.benchmarks.comparison.MarkdownTable.number;

import io.barograph.benchmarks.query.DashboardQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes the page of the benchmark: {@code BenchmarkPage <directory of the results> <notes>
 * <page>}. The notes are what a person says to the figures; the page holds them below the targets.
 */
final class BenchmarkPage {
  private static final List<String> SYSTEMS =
      List.of(Targets.BAROGRAPH, Targets.VICTORIA, Targets.PROMETHEUS);

  private final Measurements measurements;
  private final StringBuilder page = new StringBuilder();

  private BenchmarkPage(Measurements measurements) {
    this.measurements = measurements;
  }

  /** Writes it once; see the class for the arguments. */
  public static void main(String[] words) throws IOException {
    Path results = Path.of(words[0]);
    BenchmarkPage page = new BenchmarkPage(Measurements.read(results));
    page.write(
        machine(results),
        Files.readAllLines(results.resolve("times")),
        Files.readString(Path.of(words[1])));
    Files.writeString(Path.of(words[2]), page.page);
  }

  private static String machine(Path results) throws IOException {
    Path database = results.resolve("database");
    String peers = Files.readString(results.resolve("machine")).strip();
    return Files.exists(database)
        ? peers + " Barograph on " + Files.readString(database).strip() + "."
        : peers;
  }

  private void write(String machine, List<String> times, String notes) {
    page.append("# Benchmarks\n\n");
    paragraph(
        "Written by `make bench`, which overwrites it: what a person has to say of the figures is in"
            + " `benchmarks/notes.md` and is included below. How to run a part alone and how to read the"
            + " figures is in [benchmarks/README.md](../benchmarks/README.md); figures of other commands are"
            + " in [measurements.md](measurements.md). Compare runs of one machine only.");
    paragraph(machine);
    heading("Targets");
    MarkdownTable targets = new MarkdownTable("what", "target", "measured", "");
    for (Target target : Targets.of(measurements)) {
      targets.row(target.what(), target.goal(), number(target.measured()), target.verdict());
    }
    page.append(targets).append('\n');
    page.append(notes.strip()).append("\n\n");
    for (String size : measurements.sizes()) {
      ingest(size, "Ingest: about %,d series".formatted(Integer.valueOf(size)));
    }
    ingest(Targets.CAPTURED, "Ingest: real metrics, one connection, 2,000 samples a request");
    density();
    freshness();
    queries();
    codec();
    messages();
    durations(times);
  }

  private void durations(List<String> times) {
    heading("How long each part took");
    MarkdownTable table = new MarkdownTable("part", "s", "commit and date");
    for (String line : times) {
      table.row(line.split(" ", 3));
    }
    page.append(table);
  }

  private void heading(String text) {
    page.append("## ").append(text).append("\n\n");
  }

  private void paragraph(String text) {
    page.append(text).append("\n\n");
  }

  private void ingest(String part, String title) {
    if (measurements.has(part)) {
      heading(title);
      IngestTables tables = new IngestTables(measurements, part);
      page.append(tables.time()).append('\n').append(tables.space()).append('\n');
    }
  }

  private void density() {
    if (measurements.has(Targets.DENSITY)) {
      heading("Density: an hour of real metrics");
      page.append(new IngestTables(measurements, Targets.DENSITY).space()).append('\n');
    }
  }

  private void freshness() {
    if (measurements.sizes().isEmpty()) {
      return;
    }
    heading("Freshness: from acknowledgement to a query's answer, under full load");
    MarkdownTable table = new MarkdownTable("", "series", "markers", "p50 ms", "p99 ms");
    for (String size : measurements.sizes()) {
      for (String system : SYSTEMS) {
        table.row(
            system,
            "%,d".formatted(Integer.valueOf(size)),
            number(measurements.median(size, system, Freshness.PHASE, Quantity.SAMPLES)),
            number(measurements.median(size, system, Freshness.PHASE, Quantity.P50_MILLIS)),
            number(measurements.median(size, system, Freshness.PHASE, Quantity.P99_MILLIS)));
      }
    }
    page.append(table).append('\n');
  }

  private void queries() {
    if (!measurements.has("queries")) {
      return;
    }
    heading("Queries");
    MarkdownTable table =
        new MarkdownTable(
            "p50 / p95 ms",
            Targets.BAROGRAPH,
            Targets.VICTORIA,
            Targets.PROMETHEUS,
            "points compared",
            "differ from VictoriaMetrics",
            "from Prometheus");
    for (DashboardQuery query : DashboardQuery.ALL) {
      table.row(
          query.title(),
          times(Targets.BAROGRAPH, query),
          times(Targets.VICTORIA, query),
          times(Targets.PROMETHEUS, query),
          count(Targets.BAROGRAPH, query, Quantity.POINTS),
          count(Targets.VICTORIA, query, Quantity.DIFFERENT_POINTS),
          count(Targets.PROMETHEUS, query, Quantity.DIFFERENT_POINTS));
    }
    page.append(table).append('\n');
  }

  private String times(String system, DashboardQuery query) {
    return number(measurements.median("queries", system, query.title(), Quantity.P50_MILLIS))
        + " / "
        + number(measurements.median("queries", system, query.title(), Quantity.P95_MILLIS));
  }

  private String count(String system, DashboardQuery query, Quantity quantity) {
    double count = measurements.median("queries", system, query.title(), quantity);
    return Double.isNaN(count) ? "–" : String.format(Locale.ROOT, "%.0f", count);
  }

  private void codec() {
    if (!measurements.has("codec")) {
      return;
    }
    heading("Loops: samples, or label sets, a second on one core");
    MarkdownTable table = new MarkdownTable("JMH", "a second");
    for (String benchmark : measurements.phases("codec")) {
      table.row(
          "`" + benchmark + "`",
          number(
              measurements.median(
                  "codec", Targets.BAROGRAPH, benchmark, Quantity.SAMPLES_PER_SECOND)));
    }
    page.append(table).append('\n');
  }

  private void messages() {
    if (!measurements.has("messages")) {
      return;
    }
    heading("Messages");
    double axon =
        measurements.median(
            "messages", "axon", AxonMeasurement.PHASE, Quantity.MESSAGES_PER_SECOND);
    double stored =
        measurements.median(
            "rsocket", Targets.RSOCKET, IngestComparison.WARM, Quantity.SAMPLES_PER_SECOND);
    paragraph(
        "axon's own benchmark (1,024 bytes a message, loopback, nothing acknowledged or stored) passes "
            + number(axon)
            + " messages a second; in the same run Barograph acknowledged and stored "
            + number(stored)
            + " samples a second over RSocket.");
  }
}
