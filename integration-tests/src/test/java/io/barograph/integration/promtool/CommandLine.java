package io.barograph.integration.promtool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program run to its end, with all it printed. */
record CommandLine(int exit, String output) {
  static CommandLine run(String... command) {
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("BAROGRAPH_"));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new CommandLine(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot start '%s'; .ci/run installs what the tests need".formatted(command[0]), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while '" + command[0] + "' ran", e);
    }
  }

  /** A script of the project, found from the module that runs the test. */
  static String script(String name) {
    Path script = Path.of("../bin", name).toAbsolutePath().normalize();
    if (!Files.isExecutable(script)) {
      throw new IllegalStateException("\"" + script + "\" is no program");
    }
    return script.toString();
  }
}
