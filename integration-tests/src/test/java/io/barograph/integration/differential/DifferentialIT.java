package io.barograph.integration.differential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.PrometheusServer;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Barograph on TimescaleDB answers like a real Prometheus that was sent the same samples: a list of
 * queries and as many random ones as wanted, in time and over time. {@code make test-differential}
 * asks Prometheus 3, and more.
 */
final class DifferentialIT {
  private static final int RANDOM_QUESTIONS =
      Integer.getInteger("barograph.differential.questions", 500);
  private static final long SEED = Long.getLong("barograph.differential.seed", 3);
  private static final String PROMETHEUS =
      System.getProperty("barograph.differential.prometheus", "prometheus");
  private static final long HOUR = 3_600_000;

  @TempDir private Path directory;

  @Test
  void answersAsPrometheusDoes() throws IOException {
    try (TestDatabase database = TestDatabase.create(DatabaseKind.TIMESCALEDB);
        BarographServer server =
            BarographServer.on(database.url())
                .with("BAROGRAPH_COMPACTION_INTERVAL", "5s")
                // Nothing but the samples that Prometheus has shall be in the store.
                .with("BAROGRAPH_SELF_INTERVAL", "0s")
                .start();
        PrometheusServer prometheus = PrometheusServer.receiver(directory, PROMETHEUS)) {
      long end = Clock.systemUTC().millis() / HOUR * HOUR;
      Comparison comparison = new Comparison(server.http(), prometheus.http());
      comparison.send(SharedSamples.endingAt(end), end - SharedSamples.LENGTH, end);
      ask(comparison, end);
      System.out.println(comparison.report());
      assertThat(comparison.differences()).as(comparison.report()).isEmpty();
      assertThat(comparison.withSamples()).as("answers with samples").isGreaterThan(300);
    }
  }

  private static void ask(Comparison comparison, long end) throws IOException {
    RandomQuestions random = new RandomQuestions(SEED, end);
    for (String query : listedQueries()) {
      comparison.compare(random.atTheEnd(query));
      comparison.compare(random.about(query));
      comparison.compare(random.about(query));
    }
    badParameters(end).forEach(comparison::compare);
    for (int i = 0; i < RANDOM_QUESTIONS; i++) {
      comparison.compare(random.next());
    }
  }

  private static List<String> listedQueries() throws IOException {
    String name = "queries.txt";
    try (InputStream list =
        Objects.requireNonNull(DifferentialIT.class.getResourceAsStream(name), name)) {
      return new String(list.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("# "))
          .toList();
    }
  }

  private static List<Question> badParameters(long end) {
    String instant = "/api/v1/query";
    String range = "/api/v1/query_range";
    String start = String.valueOf(end / 1000 - 3_600);
    String stop = String.valueOf(end / 1000);
    return List.of(
        new Question(instant, Map.of()),
        new Question(instant, Map.of("query", "")),
        new Question(instant, Map.of("query", "up", "time", "noon")),
        new Question(instant, Map.of("query", "up", "time", stop, "timeout", "soon")),
        new Question(range, Map.of("query", "up")),
        new Question(range, Map.of("query", "up", "start", start, "end", stop)),
        new Question(range, Map.of("query", "up", "start", start, "end", stop, "step", "0")),
        new Question(range, Map.of("query", "up", "start", start, "end", stop, "step", "-1")),
        new Question(range, Map.of("query", "up", "start", start, "end", stop, "step", "x")),
        new Question(range, Map.of("query", "up", "start", start, "end", stop, "step", "0.3")),
        new Question(range, Map.of("query", "up", "start", stop, "end", start, "step", "60")),
        new Question(range, Map.of("query", "up[5m]", "start", start, "end", stop, "step", "60")),
        new Question(range, Map.of("query", "\"a\"", "start", start, "end", stop, "step", "60")),
        new Question(range, Map.of("query", "up", "start", start, "end", stop, "step", "1m0s")));
  }
}
