package io.barograph.server.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a program of PostgreSQL to its end. PostgreSQL refuses to run as root, so for root each
 * program gets a user namespace of its own, in which nobody is root.
 */
final class PostgresCommand {
  private final Path workingDirectory;

  PostgresCommand(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  /** How a program ended. */
  record Outcome(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  Outcome run(List<String> command) throws IOException, InterruptedException {
    List<String> full = new ArrayList<>(command);
    if (runningAsRoot()) {
      full.addAll(0, List.of("unshare", "--user"));
    }
    ProcessBuilder builder = new ProcessBuilder(full);
    // A program that inherits a deleted directory complains, and an uninstalled LANG breaks initdb.
    builder.directory(workingDirectory.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(PostgresCommand::setsLocaleOrServer);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    int exitCode = process.waitFor();
    if (exitCode != 0 && output.contains("unshare")) {
      throw new EmbeddedDatabaseException(
          "the embedded PostgreSQL cannot run as root here (%s); start Barograph as another user or set BAROGRAPH_DATABASE_URL"
              .formatted(output));
    }
    return new Outcome(exitCode, output);
  }

  private static boolean setsLocaleOrServer(String variable) {
    return variable.startsWith("LC_") || variable.equals("LANG") || variable.startsWith("PG");
  }

  private static boolean runningAsRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
