package io.barograph.integration.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.integration.process.BarographServer;
import io.barograph.integration.process.HttpDoor;
import io.barograph.integration.process.JavaProgram;
import io.barograph.testdatabases.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code examples/java}: a hotel on Spring Boot, packaged as a user has it. */
final class SpringHotel implements AutoCloseable {
  private static final Path PACKAGE = Path.of("../examples/java/target");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final JsonMapper JSON = new JsonMapper();

  private final Path directory;
  private final String jar;
  private final int port = FreePort.find();
  private final Map<String, String> variables = new HashMap<>();
  private final HttpDoor door = new HttpDoor(URI.create("http://127.0.0.1:" + port));
  private JavaProgram program;
  private int loads;

  /** Starts it, and returns when it answers. */
  SpringHotel(Path directory, BarographServer server, String host) {
    this(directory, server, host, Map.of());
  }

  /** Starts it with more settings, given as environment variables. */
  SpringHotel(Path directory, BarographServer server, String host, Map<String, String> settings) {
    this.directory = directory;
    this.jar = packaged();
    variables.put("SERVER_PORT", String.valueOf(port));
    variables.put("BAROGRAPH_AGENT_SERVER", server.rsocketAddress());
    variables.put("BAROGRAPH_AGENT_HOST", host);
    variables.put("BAROGRAPH_AGENT_LABELS_BUCKET", "hotels");
    variables.put("BAROGRAPH_AGENT_REVISION", "abc1234");
    variables.putAll(settings);
    program = start();
  }

  private static String packaged() {
    try (Stream<Path> files = Files.list(PACKAGE)) {
      return files
          .filter(file -> file.getFileName().toString().matches("barograph-example-hotel-.*\\.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no example in " + PACKAGE.toAbsolutePath()))
          .toAbsolutePath()
          .normalize()
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JavaProgram start() {
    JavaProgram started = JavaProgram.start("hotel", directory, variables, "-jar", jar);
    await("the hotel answers")
        .atMost(PATIENCE)
        .ignoreException(UncheckedIOException.class)
        .failFast(
            "the hotel has ended",
            () -> assertThat(started.isRunning()).as(started::lastWords).isTrue())
        .until(() -> door.get("/nowhere").status() == 404);
    return started;
  }

  /** Ends it in order and starts it again. */
  void restart() {
    program.stop();
    program = start();
  }

  /** The first guest, who asks for everything once. */
  void visit() {
    assertThat(door.get("/hotel/1").status()).isEqualTo(200);
    assertThat(door.get("/hotel/1/rooms").status()).isEqualTo(200);
    assertThat(door.post("/hotel/1/booking", new byte[0]).status()).isEqualTo(500);
  }

  /** Guests who come for so long; the caller asks for their {@link #summary}. */
  JavaProgram guests(int seconds, int perSecond) {
    return JavaProgram.start(
        "guests-" + ++loads,
        directory,
        Map.of(),
        "-cp",
        jar,
        "io.barograph.example.hotel.Guests",
        "http://127.0.0.1:" + port,
        String.valueOf(seconds),
        String.valueOf(perSecond));
  }

  /** What guests have counted, when they have gone. */
  static JsonNode summary(JavaProgram guests) {
    await("the guests have gone").atMost(PATIENCE).until(() -> !guests.isRunning());
    return JSON.readTree(guests.log());
  }

  /** Memory it holds of the machine, in bytes. */
  long residentBytes() {
    return program.residentBytes();
  }

  /** What is left of its heap after a collection, in bytes. */
  long heapBytes() {
    return program.heapBytes();
  }

  @Override
  public void close() {
    program.close();
    door.close();
  }
}
