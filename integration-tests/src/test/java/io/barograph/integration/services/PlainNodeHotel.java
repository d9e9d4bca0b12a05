package io.barograph.integration.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.HttpDoor;
import io.barograph.integration.process.NodeProgram;
import io.barograph.testdatabases.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code examples/node} without PM2: the hotel and its search, one process each. */
final class PlainNodeHotel implements AutoCloseable {
  private static final Path HEAP =
      Path.of("src/test/node/agent-outage/heap.js").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String HEAP_LINE = "heap ";

  private final Path directory;
  private final Map<String, String> ports =
      Map.of(
          "HOTEL_PORT", String.valueOf(FreePort.find()),
          "SEARCH_PORT", String.valueOf(FreePort.find()));
  private final NodeProgram hotel;
  private final NodeProgram search;
  private int loads;

  /**
   * Starts both with these settings, given as environment variables, and returns when they answer.
   */
  PlainNodeHotel(Path root, BarographServer server, Map<String, String> settings)
      throws IOException {
    directory = HotelExample.copyTo(root);
    NodeProgram.install(directory);
    Map<String, String> variables = new HashMap<>(settings);
    variables.put("BAROGRAPH_AGENT_SERVER", server.rsocketAddress());
    hotel = start("hotel", variables, "--expose-gc", "--require", HEAP.toString(), "hotel.js");
    search = start("search", variables, "search.mjs");
    awaitAnswer(hotel, "HOTEL_PORT");
    awaitAnswer(search, "SEARCH_PORT");
  }

  private NodeProgram start(String job, Map<String, String> settings, String... program) {
    Map<String, String> variables = new HashMap<>(settings);
    variables.put("BAROGRAPH_JOB", "node-" + job);
    variables.put("PORT", ports.get(job.equals("hotel") ? "HOTEL_PORT" : "SEARCH_PORT"));
    return NodeProgram.start(
        "node-" + job,
        directory,
        variables,
        Stream.concat(Stream.of("--import", "barograph/register"), Stream.of(program)).toList());
  }

  private void awaitAnswer(NodeProgram program, String port) {
    try (HttpDoor door = new HttpDoor(URI.create("http://127.0.0.1:" + ports.get(port)))) {
      await("the program answers")
          .atMost(PATIENCE)
          .ignoreException(UncheckedIOException.class)
          .failFast(
              "the program has ended",
              () -> assertThat(program.isRunning()).as(program::log).isTrue())
          .until(() -> door.get("/nowhere").status() > 0);
    }
  }

  /** Guests who come for so long; {@link HotelExample#summary} tells what they have counted. */
  NodeProgram guests(int seconds, int requestsPerSecond) {
    return NodeProgram.start(
        "guests-" + ++loads,
        directory,
        ports,
        List.of("load.js", String.valueOf(seconds), String.valueOf(requestsPerSecond)));
  }

  /** Memory the hotel holds of the machine, in bytes. */
  long residentBytes() {
    return hotel.residentBytes();
  }

  /** What was left of the heap of the hotel after the last collection, in bytes. */
  long heapBytes() {
    return hotel
        .log()
        .lines()
        .filter(line -> line.startsWith(HEAP_LINE))
        .mapToLong(line -> Long.parseLong(line.substring(HEAP_LINE.length())))
        .reduce(0, (earlier, later) -> later);
  }

  @Override
  public void close() {
    search.close();
    hotel.close();
  }
}
