package io.barograph.integration.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.load.RemoteWriteLoad;
import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.HttpDoor;
import io.barograph.integration.process.NodeExporter;
import io.barograph.integration.process.PrometheusServer;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rules that the authors of node_exporter and of Prometheus publish, evaluated by Barograph and
 * by Prometheus on the same samples: the same rules in the same health, the same alerts, the same
 * recorded series. {@code make test-public-rules} gets the files and runs it.
 */
final class PublicRulesComparison {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A directory, from {@code bin/public-rules}. */
  private static final String DIRECTORY = System.getProperty("barograph.rules.public", "");

  @TempDir private Path directory;

  @Test
  void publicRulesDoAsInPrometheus() {
    assertThat(DIRECTORY).as("run it as `make test-public-rules`").isNotEmpty();
    String files = DIRECTORY + "/*.yml";
    try (TestDatabase database = TestDatabase.create(DatabaseKind.TIMESCALEDB);
        BarographServer server =
            BarographServer.on(database.url())
                .with("BAROGRAPH_ALERT_RULES", files)
                .with("BAROGRAPH_ALERT_INTERVAL", "1s")
                .start();
        NodeExporter node = NodeExporter.start(directory);
        PrometheusServer prometheus =
            PrometheusServer.withRules(
                directory,
                server.http().base().resolve(RemoteWriteLoad.PATH),
                List.of(node.address()),
                files)) {
      await("both have evaluated every rule")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                SortedSet<String> theirs = rules(prometheus.http());
                assertThat(theirs).hasSizeGreaterThan(50).allMatch(rule -> rule.endsWith(" ok"));
                assertThat(rules(server.http())).isEqualTo(theirs);
              });
      await("both record the same series and have the same alerts")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(recorded(server.http()))
                    .isNotEmpty()
                    .isEqualTo(recorded(prometheus.http()));
                assertThat(alerts(server.http())).isEqualTo(alerts(prometheus.http()));
              });
    }
  }

  private static SortedSet<String> rules(HttpDoor server) {
    SortedSet<String> rules = new TreeSet<>();
    for (JsonNode group : data(server, "/api/v1/rules").path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        JsonNode labels = rule.path("labels");
        rules.add(
            "%s/%s %s %s %s"
                .formatted(
                    group.path("name").asString(),
                    rule.path("type").asString(),
                    rule.path("name").asString(),
                    // Prometheus 2 leaves out what is empty.
                    labels.isMissingNode() ? "{}" : labels,
                    rule.path("health").asString()));
      }
    }
    return rules;
  }

  private static SortedSet<String> recorded(HttpDoor server) {
    SortedSet<String> series = new TreeSet<>();
    data(server, "/api/v1/query?query=%7B__name__%3D~%22.%2B%3A.%2B%22%7D")
        .path("result")
        .forEach(one -> series.add(one.path("metric").toString()));
    return series;
  }

  private static SortedSet<String> alerts(HttpDoor server) {
    SortedSet<String> alerts = new TreeSet<>();
    data(server, "/api/v1/alerts")
        .path("alerts")
        .forEach(one -> alerts.add(one.path("labels") + " " + one.path("state").asString()));
    return alerts;
  }

  private static JsonNode data(HttpDoor server, String path) {
    return JSON.readTree(server.get(path).body()).path("data");
  }
}
