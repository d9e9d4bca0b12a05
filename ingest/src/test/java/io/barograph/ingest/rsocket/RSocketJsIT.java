package io.barograph.ingest.rsocket;

import static io.barograph.ingest.rsocket.OpenDoor.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import io.barograph.model.StaleMarker;
import io.barograph.storage.Series;
import io.barograph.storage.TimeRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The real npm packages of both rsocket-js lines, without any code of ours but the page's bytes.
 */
class RSocketJsIT {
  private static final Path SCRIPTS = Path.of("src/test/node");
  private static final Path GOLDEN = Path.of("../protocol/golden");

  @ParameterizedTest
  @CsvSource({"rsocket-js-0, tcp", "rsocket-js-0, ws", "rsocket-js-1, tcp", "rsocket-js-1, ws"})
  void sendsBatchesAndReceivesAcknowledgements(
      String line, String transport, @TempDir Path directory)
      throws IOException, InterruptedException {
    copy(SCRIPTS.resolve(line), directory);
    run(directory, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
    try (OpenDoor open = new OpenDoor()) {
      int port = transport.equals("tcp") ? open.port() : open.httpPort();
      String acks =
          run(
              directory,
              "node",
              "agent.js",
              transport,
              Integer.toString(port),
              golden("agent-setup"),
              golden("first-batch"),
              golden("next-batch"));
      assertThat(acks.lines().toList()).containsExactlyInAnyOrder("08011002", "08021002");

      List<Series> stored =
          open.storage.store.select(TimeRange.ALL, List.of()).collectList().block();
      assertThat(stored).hasSize(2);
      Series load =
          stored.stream()
              .filter(
                  series -> series.labels().equals(Labels.of("__name__", "load", "host", "web-1")))
              .findFirst()
              .orElseThrow();
      assertThat(Arrays.copyOf(load.timestamps(), 2)).containsExactly(NOW, NOW + 9997);
      assertThat(load.values()[0]).isEqualTo(0.25);
      assertThat(StaleMarker.isStale(load.values()[1])).isTrue();
    }
  }

  private static String golden(String file) throws IOException {
    return Files.readString(GOLDEN.resolve(file + ".hex")).strip();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** What the command printed; fails with what it complained about. */
  private static String run(Path directory, String... command)
      throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Path errors = directory.resolve("errors");
    Process process;
    try {
      process =
          new ProcessBuilder(new ArrayList<>(List.of(command)))
              .directory(directory.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
    } catch (IOException e) {
      throw new AssertionError(
          "cannot run \"%s\"; install Node.js 18 or newer with npm (Debian: apt-get install nodejs npm)"
              .formatted(command[0]),
          e);
    }
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    assertThat(process.waitFor())
        .as("%s: %s", String.join(" ", command), Files.readString(errors, UTF_8))
        .isZero();
    return Files.readString(output, UTF_8);
  }
}
