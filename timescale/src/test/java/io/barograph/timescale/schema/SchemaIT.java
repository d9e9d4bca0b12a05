package io.barograph.timescale.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.timescale.DatabaseAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SchemaIT {
  private EmbeddedPostgres postgres;
  private int databases;

  @BeforeAll
  void start() throws Exception {
    postgres =
        EmbeddedPostgres.builder()
            .setLocaleConfig("locale", "C.UTF-8")
            .setLocaleConfig("encoding", "UTF8")
            .start();
  }

  @AfterAll
  void stop() throws Exception {
    postgres.close();
  }

  private DatabaseAddress emptyDatabase() throws SQLException {
    String name = "schema_" + databases++;
    execute("postgres", "CREATE DATABASE " + name);
    return new DatabaseAddress(
        "localhost", postgres.getPort(), name, "postgres", "postgres", "disable");
  }

  private void execute(String database, String... statements) throws SQLException {
    try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String ask(String database, String sql) throws SQLException {
    try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void migratesAnEmptyDatabaseAndAgainChangesNothing() throws SQLException {
    DatabaseAddress address = emptyDatabase();
    DatabaseEdition edition = Schema.migrate(address);
    assertThat(edition.timescaleVersion()).isNull();
    assertThat(edition.hypertables()).isFalse();
    assertThat(Schema.migrate(address)).isEqualTo(edition);
  }

  @Test
  void serversThatStartTogetherAllSucceed() throws Exception {
    DatabaseAddress address = emptyDatabase();
    Callable<DatabaseEdition> start = () -> Schema.migrate(address);
    try (ExecutorService servers = Executors.newFixedThreadPool(4)) {
      for (Future<DatabaseEdition> server :
          servers.invokeAll(List.of(start, start, start, start))) {
        assertThat(server.get().hypertables()).isFalse();
      }
    }
  }

  @Test
  void missingRightsAreOneSentenceWithTheWayOut() throws SQLException {
    DatabaseAddress address = emptyDatabase();
    execute("postgres", "CREATE ROLE reader LOGIN PASSWORD 'secret'");
    DatabaseAddress reader =
        new DatabaseAddress(
            "localhost", address.port(), address.database(), "reader", "secret", "disable");
    assertThatThrownBy(() -> Schema.migrate(reader))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("GRANT CREATE ON DATABASE")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aFlushTakesItsTurnAfterWhatIsClosedAndFindsItsPartition() throws SQLException {
    DatabaseAddress address = emptyDatabase();
    Schema.migrate(address);
    execute(
        address.database(),
        "UPDATE barograph.compaction SET closed_to = now() + interval '1 hour'");
    assertThat(
            ask(
                address.database(),
                "SELECT arrived = closed_to AND flush = 1 AND generation = 1"
                    + " FROM barograph.compaction, barograph.begin_flush()"))
        .isEqualTo("t");
    execute(
        address.database(),
        "INSERT INTO barograph.fresh_block SELECT closed_to, 1, 1, 1, 0, 0, '\\x00' FROM barograph.compaction");
    assertThat(ask(address.database(), "SELECT count(*) FROM barograph.fresh_block"))
        .isEqualTo("1");
  }

  @Test
  void dropsOnlyPartitionsThatLieWhollyBefore() throws SQLException {
    DatabaseAddress address = emptyDatabase();
    Schema.migrate(address);
    execute(
        address.database(),
        "SELECT barograph.ensure_partition('settled_block', day)"
            + " FROM generate_series('2026-01-01Z', '2026-01-05Z', interval '12 hours') AS day");
    assertThat(
            ask(
                address.database(),
                "SELECT barograph.drop_before('settled_block', '2026-01-03 12:00Z')"))
        .isEqualTo("2");
    execute(
        address.database(),
        "INSERT INTO barograph.settled_block VALUES ('2026-01-03 01:00Z', 1, 1, 0, 0, '\\x00')");
  }

  @Test
  void showsOneRowForEachSeries() throws SQLException {
    DatabaseAddress address = emptyDatabase();
    Schema.migrate(address);
    execute(
        address.database(),
        "INSERT INTO barograph.series_group (group_id, registration, metric, labels)"
            + " VALUES (3, 1, 'up', '[{\"job\":\"a\"},{\"job\":\"b\"}]')");
    assertThat(
            ask(
                address.database(),
                "SELECT string_agg(id || ' ' || metric || ' ' || (labels->>'job'), ',' ORDER BY id)"
                    + " FROM barograph.series"))
        .isEqualTo("384 up a,385 up b");
  }
}
