package io.barograph.server.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running PostgreSQL on the files of a {@link DataDirectory}, reachable on loopback only. */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final long LOG_LIMIT_BYTES = 10 << 20;

  static final String HOST = "127.0.0.1";
  static final String USER = "barograph";
  private static final String DATABASE = "postgres";

  private final PostgresControl control;
  private final int port;
  private final String password;

  private EmbeddedDatabase(PostgresControl control, int port, String password) {
    this.control = control;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts the database, creating its files where there are none and stopping what an earlier run
   * left behind. Returns when it takes connections.
   *
   * @param port where it listens; 0 finds a free one
   * @throws EmbeddedDatabaseException with the reason and the way out
   */
  public static EmbeddedDatabase start(DataDirectory data, int port) {
    try {
      PostgresBinaries binaries = PostgresBinaries.unpackInto(data);
      PostgresCommand command = new PostgresCommand(binaries.home());
      ClusterFiles files = new ClusterFiles(data, binaries, command);
      files.createWhereMissing();
      PostgresControl control = new PostgresControl(binaries, command, data.cluster(), data.log());
      new LeftoverServer(data.cluster()).stop(control);
      dropLongLog(data);
      long logged = Files.exists(data.log()) ? Files.size(data.log()) : 0;
      int actualPort = port == 0 ? freePort() : port;
      if (!control.start(ServerOptions.forThisMachine(actualPort)).succeeded()) {
        throw new EmbeddedDatabaseException(
            StartFailureCause.explain(data.log(), logged, actualPort));
      }
      return new EmbeddedDatabase(control, actualPort, files.password());
    } catch (IOException e) {
      throw new EmbeddedDatabaseException(
          "the embedded PostgreSQL in \"%s\" cannot start: %s".formatted(data, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedDatabaseException("interrupted while the database started", e);
    }
  }

  private static void dropLongLog(DataDirectory data) throws IOException {
    if (Files.exists(data.log()) && Files.size(data.log()) > LOG_LIMIT_BYTES) {
      Files.delete(data.log());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Where to connect, with the password: never log it. */
  public String url() {
    return "postgresql://%s:%s@%s:%d/%s?sslmode=disable"
        .formatted(USER, password, HOST, port, DATABASE);
  }

  public int port() {
    return port;
  }

  /** Stops the database. What was committed is on disk already. */
  @Override
  public void close() {
    try {
      control.stop();
    } catch (IOException e) {
      logger.warn("the embedded PostgreSQL could not be stopped: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
