package io.barograph.testdatabases;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of the server on one data directory, as the file of its postmaster tells. */
final class PostgresProcesses {
  private final Path processFile;

  PostgresProcesses(Path data) {
    this.processFile = data.resolve("postmaster.pid");
  }

  /** Returns when none of the processes runs any more. */
  void kill9() {
    Optional<ProcessHandle> postmaster = postmaster();
    if (postmaster.isEmpty()) {
      return;
    }
    // Frozen first, so that it cannot start a process that would survive it.
    send("STOP", List.of(postmaster.get().pid()));
    List<Long> pids = withChildren(postmaster.get());
    send("KILL", pids);
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> pids.stream().noneMatch(PostgresProcesses::runs));
    // As long as nobody has reaped the postmaster, PostgreSQL would take it for a living one.
    try {
      Files.deleteIfExists(processFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a signal to the postmaster and all its children; nothing if none runs. */
  void signal(String name) {
    postmaster().ifPresent(postmaster -> send(name, withChildren(postmaster)));
  }

  private static List<Long> withChildren(ProcessHandle postmaster) {
    return Stream.concat(Stream.of(postmaster), postmaster.descendants())
        .map(ProcessHandle::pid)
        .toList();
  }

  /** A process that has ended but was not reaped has no command line. */
  private static boolean runs(long pid) {
    try {
      return Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "cmdline")).length > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<ProcessHandle> postmaster() {
    try {
      return Files.exists(processFile)
          ? ProcessHandle.of(Long.parseLong(Files.readAllLines(processFile).getFirst().strip()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(String signal, List<Long> pids) {
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    pids.forEach(pid -> command.add(String.valueOf(pid)));
    try {
      // A child may have ended meanwhile, so what kill says does not matter.
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending " + signal, e);
    }
  }
}
