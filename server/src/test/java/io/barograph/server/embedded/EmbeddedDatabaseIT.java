package io.barograph.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.timescale.DatabaseAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedDatabaseIT {
  @TempDir Path directory;

  private static String query(EmbeddedDatabase database, String sql) throws SQLException {
    DatabaseAddress address = DatabaseAddress.parse(database.url());
    try (Connection connection =
            DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet row = statement.getResultSet()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private long processId() throws Exception {
    String file = Files.readString(directory.resolve("postgresql/postmaster.pid"));
    return Long.parseLong(file.lines().findFirst().orElseThrow());
  }

  @Test
  void keepsItsDataOverStopAndKill() throws Exception {
    try (DataDirectory data = DataDirectory.open(directory)) {
      try (EmbeddedDatabase first = EmbeddedDatabase.start(data, 0)) {
        query(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        assertThat(query(first, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(query(first, "SHOW server_encoding")).isEqualTo("UTF8");
      }
      EmbeddedDatabase killed = EmbeddedDatabase.start(data, 0);
      assertThat(query(killed, "SELECT answer FROM kept")).isEqualTo("42");
      ProcessHandle server = ProcessHandle.of(processId()).orElseThrow();
      server.destroyForcibly();
      server.onExit().join();
      try (EmbeddedDatabase third = EmbeddedDatabase.start(data, 0)) {
        assertThat(query(third, "SELECT answer FROM kept")).isEqualTo("42");
      }
    }
  }

  @Test
  void stopsTheServerThatAKilledBarographLeft() throws Exception {
    try (DataDirectory data = DataDirectory.open(directory)) {
      EmbeddedDatabase.start(data, 0);
      long leftover = processId();
      try (EmbeddedDatabase second = EmbeddedDatabase.start(data, 0)) {
        assertThat(processId()).isNotEqualTo(leftover);
        assertThat(query(second, "SELECT 1")).isEqualTo("1");
      }
    }
  }

  @Test
  void ignoresAProcessIdThatBelongsToSomeoneElse() throws Exception {
    try (DataDirectory data = DataDirectory.open(directory)) {
      EmbeddedDatabase.start(data, 0).close();
      Files.writeString(
          directory.resolve("postgresql/postmaster.pid"),
          ProcessHandle.current().pid() + "\n" + directory.resolve("postgresql") + "\n");
      try (EmbeddedDatabase second = EmbeddedDatabase.start(data, 0)) {
        assertThat(query(second, "SELECT 1")).isEqualTo("1");
      }
    }
  }

  @Test
  void refusesFilesOfAnotherMajorVersion() throws Exception {
    Files.createDirectories(directory.resolve("postgresql"));
    Files.writeString(directory.resolve("postgresql/PG_VERSION"), "9\n");
    try (DataDirectory data = DataDirectory.open(directory)) {
      assertThatThrownBy(() -> EmbeddedDatabase.start(data, 0))
          .isInstanceOf(EmbeddedDatabaseException.class)
          .hasMessageContaining("was written by PostgreSQL 9, this Barograph brings");
    }
  }

  @Test
  void namesTheSettingWhenThePortIsTaken() throws Exception {
    try (DataDirectory data = DataDirectory.open(directory);
        ServerSocket taken = new ServerSocket(0)) {
      assertThatThrownBy(() -> EmbeddedDatabase.start(data, taken.getLocalPort()))
          .isInstanceOf(EmbeddedDatabaseException.class)
          .hasMessageContaining("is in use; set BAROGRAPH_EMBEDDED_PORT");
    }
  }

  @Test
  void anUnfinishedStartIsBegunAnew() throws Exception {
    Path unfinished = Files.createDirectories(directory.resolve("postgresql.unfinished/base"));
    Files.writeString(unfinished.resolve("garbage"), "cut");
    try (DataDirectory data = DataDirectory.open(directory);
        EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      assertThat(query(database, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void oneServerAtATimeHoldsADirectory() throws Exception {
    DataDirectory first = DataDirectory.open(directory);
    assertThatThrownBy(() -> DataDirectory.open(directory))
        .isInstanceOf(EmbeddedDatabaseException.class)
        .hasMessageContaining("is in use by another Barograph");
    first.close();
    DataDirectory.open(directory).close();
  }
}
