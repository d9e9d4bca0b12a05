package io.barograph.integration.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program for Node.js, with packages from npm. */
public final class NodeProgram implements AutoCloseable {
  private final Program program;

  private NodeProgram(Program program) {
    this.program = program;
  }

  /** Installs the packages that a directory's package-lock.json names. */
  public static void install(Path directory) {
    run(directory, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
  }

  /** Runs a command to its end, which must be a success. */
  public static void run(Path directory, String... command) {
    try {
      Path output = Files.createTempFile("barograph-node-", ".log");
      Process process = start(directory, output, command);
      if (!process.waitFor(180, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      assertThat(process.waitFor())
          .as("%s: %s", String.join(" ", command), Files.readString(output, UTF_8))
          .isZero();
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Process start(Path directory, Path output, String... command) {
    try {
      return new ProcessBuilder(command)
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
    } catch (IOException e) {
      throw new AssertionError(
          "cannot run \"%s\"; install Node.js 18 or newer with npm (Debian: apt-get install nodejs npm)"
              .formatted(command[0]),
          e);
    }
  }

  /** Starts {@code node} with these arguments and returns at once. */
  public static NodeProgram start(
      String name, Path directory, Map<String, String> variables, List<String> arguments) {
    return startCommand(
        name, directory, variables, Stream.concat(Stream.of("node"), arguments.stream()).toList());
  }

  /** Starts a command that in turn starts {@code node}, and returns at once. */
  public static NodeProgram startCommand(
      String name, Path directory, Map<String, String> variables, List<String> command) {
    return new NodeProgram(Program.start(name, directory, variables, command));
  }

  public boolean isRunning() {
    return program.isRunning();
  }

  /** All that it printed. */
  public String log() {
    return program.log();
  }

  /** Memory the process holds of the machine, in bytes. */
  public long residentBytes() {
    return program.residentBytes();
  }

  @Override
  public void close() {
    program.close();
  }
}
