package io.barograph.testdatabases;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An empty database of a test's own, on a server that all tests of this JVM share. Closing it drops
 * it, whoever is still connected.
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger CREATED = new AtomicInteger();

  private final DatabaseKind kind;
  private final DatabaseAddress server;
  private final DatabaseAddress address;

  private TestDatabase(DatabaseKind kind, DatabaseAddress server, DatabaseAddress address) {
    this.kind = kind;
    this.server = server;
    this.address = address;
  }

  /**
   * Starts the shared server if this is the first database of its kind.
   *
   * @throws IllegalStateException when no such server can be had; the message says what to do
   */
  public static TestDatabase create(DatabaseKind kind) {
    DatabaseAddress server = SharedServer.of(kind);
    // The process ID keeps two JVMs on one server apart.
    String name =
        "barograph_test_" + ProcessHandle.current().pid() + "_" + CREATED.incrementAndGet();
    execute(server, "CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
    return new TestDatabase(kind, server, server.withDatabase(name));
  }

  public DatabaseKind kind() {
    return kind;
  }

  public DatabaseAddress address() {
    return address;
  }

  public String host() {
    return address.host();
  }

  public int port() {
    return address.port();
  }

  public String database() {
    return address.database();
  }

  public String user() {
    return address.user();
  }

  public String password() {
    return address.password();
  }

  /** As {@code BAROGRAPH_DATABASE_URL} takes it, credentials included. */
  public String url() {
    return address.url();
  }

  /** Credentials included. */
  public String jdbcUrl() {
    return address.jdbcUrl();
  }

  /** Credentials included. */
  public String r2dbcUrl() {
    return address.r2dbcUrl();
  }

  /** A new connection for a test to look behind the curtain; the caller closes it. */
  public Connection connect() throws SQLException {
    return address.connect();
  }

  @Override
  public void close() {
    execute(server, "DROP DATABASE " + address.database() + " WITH (FORCE)");
  }

  @Override
  public String toString() {
    return kind.toString();
  }

  private static void execute(DatabaseAddress server, String sql) {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("'%s' failed on %s".formatted(sql, server), e);
    }
  }
}
