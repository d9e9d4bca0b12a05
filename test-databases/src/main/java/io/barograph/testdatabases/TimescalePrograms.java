package io.barograph.testdatabases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** TimescaleDB by the project's own {@code bin/timescaledb}. */
final class TimescalePrograms implements ServerPrograms {
  private static final String SCRIPT = "bin/timescaledb";

  @Override
  public String name() {
    return "timescaledb";
  }

  @Override
  public DatabaseAddress start(Path directory, int port, Map<String, String> settings) {
    List<String> arguments = new ArrayList<>(List.of("start", "--port", String.valueOf(port)));
    // Even a JVM that is killed leaves no server behind.
    arguments.addAll(List.of("--owner", String.valueOf(ProcessHandle.current().pid())));
    settings.forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
    return DatabaseAddress.parse(run(directory, arguments).strip());
  }

  @Override
  public void stop(Path directory) {
    run(directory, List.of("stop"));
  }

  @Override
  public void forget() {}

  /** The script's messages go to a file, because its servers would hold a pipe open. */
  private static String run(Path directory, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(script().toString()));
    command.addAll(arguments);
    command.addAll(List.of("--dir", directory.toString()));
    Path output = directory.resolve("output");
    Path messages = directory.resolve("messages");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(messages.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            "no TimescaleDB to test on: " + Files.readString(messages).strip());
      }
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + SCRIPT + " ran", e);
    }
  }

  /** Found from the module that runs the test, upwards. */
  private static Path script() {
    for (@Nullable Path place = Path.of("").toAbsolutePath();
        place != null;
        place = place.getParent()) {
      Path script = place.resolve(SCRIPT);
      if (Files.isExecutable(script)) {
        return script;
      }
    }
    throw new IllegalStateException(
        SCRIPT + " is not above the working directory; run the tests inside the project");
  }
}
