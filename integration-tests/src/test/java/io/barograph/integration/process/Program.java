package io.barograph.integration.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that a test runs. What it prints goes to a file, which a failure quotes. */
final class Program implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  private static final int QUOTED_LINES = 30;

  private final String name;
  private final Process process;
  private final Path log;

  private Program(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Starts it in the directory, with its variables on top of a clean environment. */
  static Program start(
      String name, Path directory, Map<String, String> variables, List<String> command) {
    Path log = directory.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()));
    // A setting of Barograph that the developer has exported must not change what is tested.
    builder.environment().keySet().removeIf(variable -> variable.startsWith("BAROGRAPH_"));
    builder.environment().putAll(variables);
    try {
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "kill-" + name));
      return new Program(name, process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot start '%s'; is it installed? .ci/run installs what the tests need"
              .formatted(command.getFirst()),
          e);
    }
  }

  boolean isRunning() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Memory it holds of the machine, in bytes. */
  long residentBytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElseThrow(() -> new AssertionError(name + " has no resident memory any more"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a crash would: no handler of the program runs. */
  void kill9() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    waitForEnd(STOP_TIMEOUT);
  }

  /**
   * Asks it to end and waits.
   *
   * @return how long it took
   */
  Duration stop() {
    long start = System.nanoTime();
    process.destroy();
    waitForEnd(STOP_TIMEOUT);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Waits until it has done its work. */
  void awaitSuccess() {
    waitForEnd(STOP_TIMEOUT);
    if (process.exitValue() != 0) {
      throw new AssertionError(
          "%s ended with %d:%n%s".formatted(name, process.exitValue(), lastWords()));
    }
  }

  private void waitForEnd(Duration timeout) {
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            "%s did not end within %s; its last words:%n%s".formatted(name, timeout, lastWords()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " was ending", e);
    }
  }

  /** All that it printed, over all its starts. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The end of what it printed, for messages. */
  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          System.lineSeparator(),
          lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()));
    } catch (IOException e) {
      return "nothing, because " + log + " cannot be read: " + e;
    }
  }

  @Override
  public void close() {
    if (isRunning()) {
      stop();
    }
  }
}
