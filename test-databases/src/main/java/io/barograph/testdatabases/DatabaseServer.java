package io.barograph.testdatabases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A server of a test's own, with its own data directory and a port that stays the same, which can
 * be killed, frozen and started again. It runs on this machine, never in a container: signals go to
 * its processes.
 *
 * <p>Not safe for use by several threads at once. Closing stops the server and removes its data.
 */
public final class DatabaseServer implements AutoCloseable {
  private final Path directory;
  private final int port;
  private final Map<String, String> settings;
  private final ServerPrograms programs;
  private final PostgresProcesses processes;
  private volatile DatabaseAddress address;

  private DatabaseServer(
      Path directory, int port, Map<String, String> settings, ServerPrograms programs) {
    this.directory = directory;
    this.port = port;
    this.settings = settings;
    this.programs = programs;
    this.processes = new PostgresProcesses(directory.resolve("data"));
    this.address = new DatabaseAddress("127.0.0.1", port, "", "", "");
  }

  /** A server of this kind, not started yet, with PostgreSQL's own durable settings. */
  public static DatabaseServer create(DatabaseKind kind) {
    return create(kind, Map.of());
  }

  /**
   * The same with some settings changed.
   *
   * @param settings PostgreSQL's names and values, as in {@code postgresql.conf}
   */
  public static DatabaseServer create(DatabaseKind kind, Map<String, String> settings) {
    ServerPrograms programs =
        switch (kind) {
          case TIMESCALEDB -> new TimescalePrograms();
          case POSTGRESQL -> new EmbeddedPrograms();
        };
    try {
      Path directory = Files.createTempDirectory("barograph-" + programs.name() + "-");
      return new DatabaseServer(directory, FreePort.find(), Map.copyOf(settings), programs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when the server takes connections. On data of an earlier start, it recovers them. */
  public void start() {
    address = programs.start(directory, port, settings);
  }

  /** Kills the postmaster and every process of it, as a power cut would. */
  public void kill9() {
    processes.kill9();
    programs.forget();
  }

  /** Freezes the server: it keeps its connections and answers nothing. */
  public void pause() {
    processes.signal("STOP");
  }

  /** Ends {@link #pause()}. */
  public void resume() {
    processes.signal("CONT");
  }

  /** Stops the server in order, cutting off its clients; does nothing if it does not run. */
  public void stop() {
    programs.stop(directory);
  }

  /** Valid after the first {@link #start()}; the same for all later ones. */
  public DatabaseAddress address() {
    if (address.user().isEmpty()) {
      throw new IllegalStateException("the server has not been started yet");
    }
    return address;
  }

  /** Where the server writes its log, for a failed test to show. */
  public Path directory() {
    return directory;
  }

  @Override
  public void close() {
    processes.signal("CONT");
    stop();
    try {
      Directories.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
