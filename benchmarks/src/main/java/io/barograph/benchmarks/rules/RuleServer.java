package io.barograph.benchmarks.rules;

import io.barograph.benchmarks.ingest.ProcessCpu;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server that evaluates rules.
 *
 * @param processes that it consists of
 * @param rules where it looks for them
 */
record RuleServer(String name, URI base, List<Long> processes, Path rules) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Reads {@code name=url=pid,pid=path}. */
  static RuleServer parse(String text) {
    String[] parts = text.split("=", 4);
    return new RuleServer(
        parts[0],
        URI.create(parts[1]),
        Arrays.stream(parts[2].split(",", -1)).map(Long::valueOf).toList(),
        Path.of(parts[3]));
  }

  /** Processor seconds that its processes have used. */
  double cpuSeconds() throws IOException {
    double sum = 0;
    for (long process : processes) {
      sum += ProcessCpu.seconds(process);
    }
    return sum;
  }

  /** Gives it the rules of a file. */
  void take(Path file) throws IOException, InterruptedException {
    Files.copy(file, rules);
    reload();
  }

  /** Takes its rules away. */
  void giveBack() throws IOException, InterruptedException {
    Files.delete(rules);
    reload();
  }

  private void reload() throws IOException, InterruptedException {
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(base.resolve("/-/reload"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(name + ": " + response.statusCode() + ": " + response.body());
    }
  }

  /** The last evaluation of each group that was evaluated and has rules. */
  List<GroupEvaluation> evaluations() throws IOException, InterruptedException {
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(base.resolve("/api/v1/rules?exclude_alerts=true")).build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(name + ": " + response.statusCode() + ": " + response.body());
    }
    List<GroupEvaluation> evaluations = new ArrayList<>();
    for (JsonNode group : JSON.readTree(response.body()).get("data").get("groups")) {
      for (JsonNode rule : group.get("rules")) {
        if (rule.get("health").asString().equals("err")) {
          throw new IOException(name + ": " + rule.get("lastError").asString());
        }
      }
      OffsetDateTime at = OffsetDateTime.parse(group.get("lastEvaluation").asString());
      if (at.getYear() > 1) {
        evaluations.add(
            new GroupEvaluation(
                group.get("name").asString(),
                group.get("rules").size(),
                at.toInstant().toEpochMilli(),
                group.get("evaluationTime").asDouble()));
      }
    }
    return evaluations;
  }

  /**
   * An evaluation of a group.
   *
   * @param at when it began, milliseconds since the Unix epoch
   * @param seconds that it took
   */
  record GroupEvaluation(String group, int rules, long at, double seconds) {}
}
