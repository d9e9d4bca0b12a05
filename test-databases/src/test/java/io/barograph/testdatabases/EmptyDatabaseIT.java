package io.barograph.testdatabases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

@OnEachDatabase
final class EmptyDatabaseIT {
  private final TestDatabase database;

  EmptyDatabaseIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void isEmptyAndSpeaksUtf8() throws SQLException {
    assertThat(query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).isEqualTo("0");
    assertThat(query("SHOW server_encoding")).isEqualTo("UTF8");
  }

  @Test
  void offersTimescaledbExactlyOnThatKind() throws SQLException {
    String available =
        query("SELECT count(*) FROM pg_available_extensions WHERE name = 'timescaledb'");

    assertThat(available).isEqualTo(database.kind() == DatabaseKind.TIMESCALEDB ? "1" : "0");
  }

  @Test
  void createsHypertablesOnTimescaledb() throws SQLException {
    if (database.kind() == DatabaseKind.TIMESCALEDB) {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE EXTENSION timescaledb");
        statement.execute("CREATE TABLE reading (at timestamptz NOT NULL)");
        statement.execute("SELECT create_hypertable('reading', by_range('at'))");
      }
      assertThat(query("SELECT count(*) FROM timescaledb_information.hypertables")).isEqualTo("1");
    }
  }

  @Test
  void isGoneAfterCloseThoughSomeoneIsConnected() throws SQLException {
    TestDatabase other = TestDatabase.create(database.kind());
    try (Connection connection = other.connect()) {
      assertThat(connection.isValid(1)).isTrue();
      other.close();
      assertThatThrownBy(other::connect).hasMessageContaining("does not exist");
    }
  }

  private String query(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }
}
