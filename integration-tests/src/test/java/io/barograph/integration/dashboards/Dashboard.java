package io.barograph.integration.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One of the dashboards in {@code grafana-dashboards/dashboards}.
 *
 * @param name of the file, without its end
 */
record Dashboard(String name, JsonNode json) {
  static final Path DIRECTORY = Path.of("../grafana-dashboards/dashboards");

  /**
   * What a panel asks.
   *
   * @param expression in PromQL or SQL
   * @param instant one value of each series at the end of the time range, or its course
   */
  record Query(
      String dashboard, String panel, String reference, String expression, boolean instant) {
    @Override
    public String toString() {
      return "%s | %s | %s | %s".formatted(dashboard, panel, reference, expression);
    }
  }

  static List<Dashboard> all() {
    JsonMapper mapper = new JsonMapper();
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(
              file ->
                  new Dashboard(
                      file.getFileName().toString().replace(".json", ""), mapper.readTree(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of samples, which ask in PromQL. */
  static List<Dashboard> ofSeries() {
    return all().stream().filter(dashboard -> !dashboard.showsRows()).toList();
  }

  /** Those of rows in PostgreSQL, which ask in SQL. */
  static List<Dashboard> ofRows() {
    return all().stream().filter(Dashboard::showsRows).toList();
  }

  boolean showsRows() {
    return variables().getFirst().path("name").asString().equals("database");
  }

  /** All but the rows, which only group others. */
  List<JsonNode> panels() {
    return json.path("panels")
        .valueStream()
        .filter(panel -> !panel.path("type").asString().equals("row"))
        .toList();
  }

  List<Query> queries() {
    return panels().stream()
        .flatMap(panel -> panel.path("targets").valueStream().map(target -> query(panel, target)))
        .toList();
  }

  private Query query(JsonNode panel, JsonNode target) {
    return new Query(
        name,
        panel.path("title").asString(),
        target.path("refId").asString(),
        target.path(showsRows() ? "rawSql" : "expr").asString(),
        target.path("instant").asBoolean(false));
  }

  /** Queries that mark the time axis of every panel. */
  List<Query> annotations() {
    return json.path("annotations")
        .path("list")
        .valueStream()
        .map(
            annotation ->
                new Query(
                    name,
                    "annotation " + annotation.path("name").asString(),
                    annotation.path("target").path("refId").asString(),
                    annotation.path("target").path("expr").asString(),
                    false))
        .toList();
  }

  /** What can be chosen at the top, in the order in which one choice narrows the next. */
  List<JsonNode> variables() {
    return json.path("templating").path("list").valueStream().toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
