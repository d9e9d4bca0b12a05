package io.barograph.integration.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The files that Grafana reads at its start, and compose.yaml, which gives them to it. */
final class ProvisioningTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PROVISIONING = ROOT.resolve("grafana-dashboards/provisioning");

  @Test
  void dataSourceIsAPrometheusThatTakesForms() throws IOException {
    Map<String, Object> source =
        only(read(PROVISIONING.resolve("datasources/barograph.yaml")).get("datasources"));
    assertThat(source)
        .containsEntry("type", "prometheus")
        .containsEntry("uid", "barograph")
        .containsEntry("url", "${BAROGRAPH_URL}");
    assertThat(map(source.get("jsonData")))
        .containsEntry("httpMethod", "POST")
        .containsEntry("prometheusType", "Prometheus")
        .containsEntry("timeInterval", "10s");
  }

  @Test
  void databaseIsReadByARoleThatCanDoNothingElse() throws IOException {
    Map<String, Object> source =
        only(read(PROVISIONING.resolve("datasources/database.yaml")).get("datasources"));
    assertThat(source)
        .containsEntry("type", "grafana-postgresql-datasource")
        .containsEntry("url", "${BAROGRAPH_DATABASE}")
        .containsEntry("user", "barograph_reader");
    assertThat(map(source.get("secureJsonData")))
        .containsEntry("password", "${BAROGRAPH_READER_PASSWORD}");

    Map<String, Object> services = map(read(ROOT.resolve("compose.yaml")).get("services"));
    Map<String, Object> database = map(services.get("database"));
    Map<String, Object> grafana = map(map(services.get("grafana")).get("environment"));
    assertThat((List<?>) database.get("volumes"))
        .extracting(Object::toString)
        .contains("./db/reader.sql:/docker-entrypoint-initdb.d/reader.sql:ro");
    assertThat(grafana).containsEntry("BAROGRAPH_DATABASE", "database:5432");
    assertThat(grafana.get("BAROGRAPH_READER_PASSWORD"))
        .isNotNull()
        .isEqualTo(map(database.get("environment")).get("BAROGRAPH_READER_PASSWORD"));
  }

  @Test
  void composeGivesGrafanaWhatTheFilesAskFor() throws IOException {
    Map<String, Object> provider =
        only(read(PROVISIONING.resolve("dashboards/barograph.yaml")).get("providers"));
    assertThat(map(provider.get("options"))).containsEntry("path", "${BAROGRAPH_DASHBOARDS}");

    Map<String, Object> services = map(read(ROOT.resolve("compose.yaml")).get("services"));
    Map<String, Object> grafana = map(services.get("grafana"));
    Map<String, Object> variables = map(grafana.get("environment"));
    assertThat(variables).containsEntry("BAROGRAPH_URL", "http://barograph:9480");
    assertThat((List<?>) grafana.get("volumes"))
        .extracting(Object::toString)
        .filteredOn(volume -> volume.startsWith("./"))
        .hasSize(3)
        .anyMatch(volume -> volume.endsWith(":" + variables.get("BAROGRAPH_DASHBOARDS") + ":ro"))
        .allMatch(volume -> Files.isDirectory(ROOT.resolve(volume.split(":")[0])));
    Path home = Path.of(variables.get("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH").toString());
    assertThat(Dashboard.DIRECTORY.resolve(home.getFileName())).exists();
  }

  private static Map<String, Object> read(Path file) throws IOException {
    return map(new Yaml().load(Files.readString(file)));
  }

  private static Map<String, Object> only(Object list) {
    assertThat((List<?>) list).hasSize(1);
    return map(((List<?>) list).getFirst());
  }

  @SuppressWarnings("unchecked") // a mapping of YAML whose keys are words
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
