package io.barograph.server.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Starts and stops the server on one directory of database files. */
final class PostgresControl {
  /** Long enough for the recovery after a crash with a full write-ahead log. */
  private static final Duration START_PATIENCE = Duration.ofMinutes(5);

  /** A fast stop waits for a checkpoint only. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  private final PostgresBinaries binaries;
  private final PostgresCommand command;
  private final Path cluster;
  private final Path log;

  PostgresControl(PostgresBinaries binaries, PostgresCommand command, Path cluster, Path log) {
    this.binaries = binaries;
    this.command = command;
    this.cluster = cluster;
    this.log = log;
  }

  /** Returns when the server takes connections. */
  PostgresCommand.Outcome start(List<String> serverOptions)
      throws IOException, InterruptedException {
    return command.run(
        List.of(
            binaries.program("pg_ctl").toString(),
            "start",
            "--pgdata",
            cluster.toString(),
            "--log",
            log.toString(),
            "--wait",
            "--timeout",
            Long.toString(START_PATIENCE.toSeconds()),
            "--options",
            String.join(" ", serverOptions)));
  }

  /** Ends all connections and returns when the server has gone. */
  void stop() throws IOException, InterruptedException {
    PostgresCommand.Outcome outcome = stop("fast", STOP_PATIENCE);
    if (!outcome.succeeded()) {
      // Nothing acknowledged is lost: the next start replays the write-ahead log.
      stop("immediate", STOP_PATIENCE);
    }
  }

  private PostgresCommand.Outcome stop(String mode, Duration patience)
      throws IOException, InterruptedException {
    return command.run(
        List.of(
            binaries.program("pg_ctl").toString(),
            "stop",
            "--pgdata",
            cluster.toString(),
            "--mode",
            mode,
            "--wait",
            "--timeout",
            Long.toString(patience.toSeconds())));
  }
}
