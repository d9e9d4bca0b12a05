package io.barograph.integration.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.NodeProgram;
import io.barograph.testdatabases.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code examples/node}: a hotel in four workers of PM2, and a search in plain Node.js. */
final class HotelExample implements AutoCloseable {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final JsonMapper JSON = new JsonMapper();

  private final Path directory;
  private final Map<String, String> variables = new HashMap<>();
  private final NodeProgram program;
  private int loads;

  /** Starts a copy of it without guests, and returns when it answers. */
  HotelExample(Path root, BarographServer server, String host) throws IOException {
    directory = copyTo(root);
    Path work = Files.createDirectory(root.resolve("work"));
    variables.put("BAROGRAPH_URL", server.http().base().toString());
    variables.put("BAROGRAPH_AGENT_SERVER", server.rsocketAddress());
    variables.put("BAROGRAPH_HOST", host);
    variables.put("HOTEL_PORT", String.valueOf(FreePort.find()));
    variables.put("SEARCH_PORT", String.valueOf(FreePort.find()));
    variables.put("WORK", work.toString());
    variables.put("PM2_HOME", work.resolve("pm2").toString());
    program = NodeProgram.startCommand("example", directory, variables, List.of("./run", "0"));
    await("the example runs")
        .atMost(PATIENCE)
        .failFast(
            "the example has ended",
            () -> assertThat(program.isRunning()).as(program::log).isTrue())
        .until(() -> program.log().contains("what Barograph sees of them"));
  }

  /** Copies the example and its agent, and answers where the example is. */
  static Path copyTo(Path root) throws IOException {
    copy("agents/node", root);
    copy("examples/node", root);
    return root.resolve("examples/node");
  }

  private static void copy(String part, Path root) throws IOException {
    Path from = PROJECT.resolve(part);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(path -> !path.toString().contains("node_modules")).toList()) {
        Path copy = root.resolve(part).resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  /** Guests who come for so long; the caller asks for their {@link #summary}. */
  NodeProgram guests(int seconds, int requestsPerSecond) {
    return NodeProgram.start(
        "guests-" + ++loads,
        directory,
        variables,
        List.of("load.js", String.valueOf(seconds), String.valueOf(requestsPerSecond)));
  }

  /** What guests have counted, when they have gone. */
  static JsonNode summary(NodeProgram guests) {
    await("the guests have gone").atMost(PATIENCE).until(() -> !guests.isRunning());
    return JSON.readTree(guests.log());
  }

  void pm2(String... arguments) {
    String[] command =
        Stream.concat(
                Stream.of("env", "PM2_HOME=" + variables.get("PM2_HOME"), "node_modules/.bin/pm2"),
                Stream.of(arguments))
            .toArray(String[]::new);
    NodeProgram.run(directory, command);
  }

  @Override
  public void close() {
    program.close();
  }
}
