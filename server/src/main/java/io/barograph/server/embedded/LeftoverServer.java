package io.barograph.server.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a killed Barograph leaves behind: a database server that still runs, or only the file in
 * which it wrote down its process id, which may belong to any other process by now.
 */
final class LeftoverServer {
  private static final Logger logger = LoggerFactory.getLogger(LeftoverServer.class);

  private final Path cluster;

  LeftoverServer(Path cluster) {
    this.cluster = cluster;
  }

  /** After this, no server runs on the files and none seems to. */
  void stop(PostgresControl control) throws IOException, InterruptedException {
    Path pidFile = cluster.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    Optional<ProcessHandle> server = processId(pidFile).flatMap(ProcessHandle::of);
    if (server.isPresent() && serves(server.get())) {
      logger.info("stopping the database of an earlier run, process {}", server.get().pid());
      control.stop();
      return;
    }
    // PostgreSQL would take any living process of that id for a server and refuse to start.
    Files.deleteIfExists(pidFile);
  }

  private static Optional<Long> processId(Path pidFile) throws IOException {
    List<String> lines = Files.readAllLines(pidFile);
    try {
      return lines.isEmpty()
          ? Optional.empty()
          : Optional.of(Long.valueOf(lines.getFirst().strip()));
    } catch (NumberFormatException e) {
      // Written halfway when the machine stopped.
      return Optional.empty();
    }
  }

  /**
   * Whether the process is a PostgreSQL on these files. Its working directory is the sure sign on
   * Linux; elsewhere the name of the program has to do.
   */
  private boolean serves(ProcessHandle process) {
    try {
      return Files.isSameFile(Path.of("/proc/" + process.pid() + "/cwd"), cluster);
    } catch (IOException e) {
      return process.info().command().map(command -> command.endsWith("postgres")).orElse(false);
    }
  }
}
