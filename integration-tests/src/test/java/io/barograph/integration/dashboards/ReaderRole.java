package io.barograph.integration.dashboards;

import io.barograph.testdatabases.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/** The role of {@code db/reader.sql} under another name, because roles belong to a whole server. */
final class ReaderRole implements AutoCloseable {
  private static final Path SCRIPT = Path.of("../db/reader.sql");
  private static final String PASSWORD = "secret";

  private final TestDatabase database;
  private final String name;

  private ReaderRole(TestDatabase database) {
    this.database = database;
    this.name = "reader_of_" + database.database();
  }

  static ReaderRole create(TestDatabase database) throws IOException, SQLException {
    ReaderRole reader = new ReaderRole(database);
    reader.asOwner(
        Files.readString(SCRIPT)
            .lines()
            .filter(line -> !line.startsWith("\\getenv"))
            .collect(Collectors.joining("\n"))
            .replace(":'password'", "'" + PASSWORD + "'")
            .replace("barograph_reader", reader.name));
    return reader;
  }

  private void asOwner(String sql) throws SQLException {
    try (Connection owner = database.connect();
        Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A new connection as this role; the caller closes it. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s?sslmode=disable"
            .formatted(database.host(), database.port(), database.database()),
        name,
        PASSWORD);
  }

  @Override
  public void close() throws SQLException {
    asOwner("DROP OWNED BY " + name + "; DROP ROLE " + name);
  }
}
