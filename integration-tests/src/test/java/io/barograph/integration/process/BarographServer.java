package io.barograph.integration.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barograph.testdatabases.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The packaged server as a process of its own, as {@code bin/barograph serve} starts it. Its ports
 * stay the same over restarts, so that clients find it again.
 */
public final class BarographServer implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private final Path directory;
  private final Map<String, String> variables;
  private final int httpPort;
  private final int rsocketPort;
  private final HttpDoor http;
  private @Nullable Program program;

  private BarographServer(Path directory, Map<String, String> variables) {
    this.directory = directory;
    this.httpPort = FreePort.find();
    this.rsocketPort = FreePort.find();
    this.variables = variables;
    this.http = new HttpDoor(URI.create("http://127.0.0.1:" + httpPort));
    variables.put("BAROGRAPH_HTTP_PORT", String.valueOf(httpPort));
    variables.put("BAROGRAPH_RSOCKET_PORT", String.valueOf(rsocketPort));
  }

  /** A server on this database, not started yet. */
  public static BarographServer on(String databaseUrl) {
    try {
      Map<String, String> variables = new HashMap<>();
      variables.put("BAROGRAPH_DATABASE_URL", databaseUrl);
      // In the build directory, so that the log of a failed test is still there.
      Path logs = Files.createDirectories(Path.of("target", "servers").toAbsolutePath());
      return new BarographServer(Files.createTempDirectory(logs, "server-"), variables);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets an environment variable for the next start. */
  public BarographServer with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** Starts it and returns when it is ready. */
  public BarographServer start() {
    launch();
    await("server is ready").atMost(START_TIMEOUT).pollInSameThread().until(this::isReady);
    return this;
  }

  /** Starts it and returns at once. */
  public void launch() {
    program = Program.start("barograph", directory, variables, List.of(launcher(), "serve"));
  }

  /** Whether it says so itself; fails if the process has ended. */
  public boolean isReady() {
    return readiness().status() == 200;
  }

  /** What {@code /health/ready} answers; status 0 when nobody listens yet. */
  public HttpAnswer readiness() {
    Program running = running();
    if (!running.isRunning()) {
      throw new AssertionError("the server has ended:\n" + running.lastWords());
    }
    try {
      return http.get("/health/ready");
    } catch (UncheckedIOException e) {
      return new HttpAnswer(0, java.net.http.HttpHeaders.of(Map.of(), (a, b) -> true), "");
    }
  }

  public HttpDoor http() {
    return http;
  }

  /** As the agent library takes it. */
  public String rsocketAddress() {
    return "tcp://127.0.0.1:" + rsocketPort;
  }

  public int rsocketPort() {
    return rsocketPort;
  }

  /** A value of the server's own metrics, summed over all series of the name. */
  public double metric(String name) {
    HttpAnswer answer = http.get("/metrics");
    assertThat(answer.status()).isEqualTo(200);
    return answer
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Memory the process holds of the machine, in bytes. */
  public long residentBytes() {
    return running().residentBytes();
  }

  public void kill9() {
    running().kill9();
  }

  /** Stops it in order and returns how long that took. */
  public Duration stop() {
    return running().stop();
  }

  /** All that it printed. */
  public String log() {
    return running().log();
  }

  /** The end of what it printed. */
  public String lastWords() {
    return running().lastWords();
  }

  private Program running() {
    if (program == null) {
      throw new IllegalStateException("the server has not been started");
    }
    return program;
  }

  /** Found from the module that runs the test, upwards. */
  private static String launcher() {
    for (@Nullable Path place = Path.of("").toAbsolutePath();
        place != null;
        place = place.getParent()) {
      Path script = place.resolve("bin/barograph");
      if (Files.isExecutable(script)) {
        return script.toString();
      }
    }
    throw new IllegalStateException(
        "bin/barograph is not above the working directory; run the tests inside the project");
  }

  @Override
  public void close() {
    http.close();
    if (program != null) {
      program.close();
    }
  }
}
