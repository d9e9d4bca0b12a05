package io.barograph.testdatabases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DatabaseServerIT {
  @ParameterizedTest
  @EnumSource
  void keepsCommittedRowsOverKillsAndStops(DatabaseKind kind) throws SQLException {
    try (DatabaseServer server = DatabaseServer.create(kind)) {
      server.start();
      execute(server, "CREATE TABLE acknowledged (id int)");
      for (int round = 1; round <= 3; round++) {
        execute(server, "INSERT INTO acknowledged VALUES (" + round + ")");
        server.kill9();
        assertThatThrownBy(() -> server.address().connect()).isInstanceOf(SQLException.class);
        server.start();
        assertThat(rows(server)).isEqualTo(round);
      }
      server.stop();
      server.start();
      assertThat(rows(server)).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersNothingWhilePausedAndEverythingAfter(DatabaseKind kind) throws SQLException {
    try (DatabaseServer server = DatabaseServer.create(kind)) {
      server.start();
      String impatient = server.address().jdbcUrl() + "&loginTimeout=1&socketTimeout=1";
      server.pause();
      assertThatThrownBy(() -> DriverManager.getConnection(impatient))
          .isInstanceOf(SQLException.class);
      server.resume();
      execute(server, "CREATE TABLE acknowledged (id int)");
      assertThat(rows(server)).isZero();
    }
  }

  private static void execute(DatabaseServer server, String sql) throws SQLException {
    try (Connection connection = server.address().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int rows(DatabaseServer server) throws SQLException {
    try (Connection connection = server.address().connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM acknowledged")) {
      assertThat(result.next()).isTrue();
      return result.getInt(1);
    }
  }
}
