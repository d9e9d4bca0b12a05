package io.barograph.timescale.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.DatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
final class SchemaIT {
  private final DatabaseKind kind;
  private TestDatabase database;

  SchemaIT(TestDatabase database) {
    this.kind = database.kind();
  }

  @BeforeEach
  void createDatabase() {
    database = TestDatabase.create(kind);
  }

  @AfterEach
  void dropDatabase() {
    database.close();
  }

  private DatabaseAddress emptyDatabase() {
    return DatabaseAddress.parse(database.url());
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String ask(String sql) throws SQLException {
    try (Connection connection = database.connect();
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
    assertThat(edition.hypertables()).isEqualTo(kind == DatabaseKind.TIMESCALEDB);
    assertThat(edition.timescaleVersion() != null).isEqualTo(edition.hypertables());
    assertThat(Schema.migrate(address)).isEqualTo(edition);
  }

  @Test
  void serversThatStartTogetherAllSucceed() throws Exception {
    DatabaseAddress address = emptyDatabase();
    Callable<DatabaseEdition> start = () -> Schema.migrate(address);
    try (ExecutorService servers = Executors.newFixedThreadPool(4)) {
      for (Future<DatabaseEdition> server :
          servers.invokeAll(List.of(start, start, start, start))) {
        assertThat(server.get().hypertables()).isEqualTo(kind == DatabaseKind.TIMESCALEDB);
      }
    }
  }

  @Test
  void missingRightsAreOneSentenceWithTheWayOut() throws SQLException {
    DatabaseAddress address = emptyDatabase();
    execute(
        "DROP ROLE IF EXISTS barograph_reader",
        "CREATE ROLE barograph_reader LOGIN PASSWORD 'secret'");
    DatabaseAddress reader =
        new DatabaseAddress(
            address.host(),
            address.port(),
            address.database(),
            "barograph_reader",
            "secret",
            "disable");
    assertThatThrownBy(() -> Schema.migrate(reader))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("GRANT CREATE ON DATABASE")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aFlushTakesItsTurnAfterWhatIsClosedAndFindsItsPartition() throws SQLException {
    DatabaseAddress address = emptyDatabase();
    Schema.migrate(address);
    execute("UPDATE barograph.compaction SET closed_to = now() + interval '1 hour'");
    assertThat(
            ask(
                "SELECT arrived = closed_to AND flush = 1 AND generation = 1"
                    + " FROM barograph.compaction, barograph.begin_flush()"))
        .isEqualTo("t");
    execute(
        "INSERT INTO barograph.fresh_block SELECT closed_to, 1, 1, 1, 0, 0, '\\x00' FROM barograph.compaction");
    assertThat(ask("SELECT count(*) FROM barograph.fresh_block")).isEqualTo("1");
  }

  @Test
  void dropsOnlyPartitionsThatLieWhollyBefore() throws SQLException {
    DatabaseAddress address = emptyDatabase();
    Schema.migrate(address);
    execute(
        "SELECT barograph.ensure_partition('settled_block', day)"
            + " FROM generate_series('2026-01-01Z', '2026-01-05Z', interval '12 hours') AS day",
        "INSERT INTO barograph.settled_block SELECT day, 1, 1, 0, 0, '\\x00'"
            + " FROM generate_series('2026-01-01Z', '2026-01-05Z', interval '12 hours') AS day");
    assertThat(ask("SELECT barograph.drop_before('settled_block', '2026-01-03 12:00Z')"))
        .isEqualTo("2");
    execute(
        "INSERT INTO barograph.settled_block VALUES ('2026-01-03 01:00Z', 2, 1, 0, 0, '\\x00')");
  }

  @Test
  void showsOneRowForEachSeries() throws SQLException {
    DatabaseAddress address = emptyDatabase();
    Schema.migrate(address);
    execute(
        "INSERT INTO barograph.series_group (group_id, registration, metric, labels)"
            + " VALUES (3, 1, 'up', '[{\"job\":\"a\"},{\"job\":\"b\"}]')");
    assertThat(
            ask(
                "SELECT string_agg(id || ' ' || metric || ' ' || (labels->>'job'), ',' ORDER BY id)"
                    + " FROM barograph.series"))
        .isEqualTo("384 up a,385 up b");
  }
}
