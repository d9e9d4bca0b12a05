package io.barograph.testdatabases;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain PostgreSQL from the binaries on the class path. */
final class EmbeddedPrograms implements ServerPrograms {
  private @Nullable EmbeddedPostgres server;

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public DatabaseAddress start(Path directory, int port, Map<String, String> settings) {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory.resolve("data"))
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPort(port)
            .setOutputRedirector(Redirect.appendTo(directory.resolve("log").toFile()))
            .setErrorRedirector(Redirect.appendTo(directory.resolve("log").toFile()))
            // The default is the machine's, which need not be installed.
            .setLocaleConfig("locale", "C.UTF-8")
            .setLocaleConfig("encoding", "UTF8");
    // The library turns these two off; a server that is killed for a test needs them.
    builder.setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on");
    // The lock file of a killed server's socket in /tmp would keep the next one from starting.
    builder.setServerConfig("unix_socket_directories", "");
    settings.forEach(builder::setServerConfig);
    try {
      server = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("plain PostgreSQL did not start in " + directory, e);
    }
    return new DatabaseAddress("127.0.0.1", port, "postgres", "postgres", "postgres");
  }

  @Override
  public void stop(Path directory) {
    forget();
  }

  @Override
  public void forget() {
    EmbeddedPostgres started = server;
    server = null;
    if (started != null) {
      try {
        started.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
