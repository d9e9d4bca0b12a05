package io.barograph.timescale.size;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.DatabaseAddress;
import io.barograph.timescale.schema.Schema;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@OnEachDatabase
final class TableSizesIT {
  private final TestDatabase database;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Instant now = Instant.EPOCH;

  TableSizesIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void countsChunksAndLargeValuesOnceAMinute() throws SQLException {
    Schema.migrate(DatabaseAddress.parse(database.url()));
    TableSizes sizes = new TableSizes(() -> now, registry);
    try (Connection session = database.connect()) {
      sizes.perform(session);
      double empty = size("settled_block");
      assertThat(size("series_group")).isPositive();

      insertMegabyte(session);
      now = now.plusSeconds(59);
      sizes.perform(session);
      assertThat(size("settled_block")).isEqualTo(empty);

      now = now.plusSeconds(1);
      sizes.perform(session);
      assertThat(size("settled_block")).isGreaterThan(empty + 1_000_000);
    }
  }

  private static void insertMegabyte(Connection session) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(
          "SELECT barograph.ensure_partition('settled_block', now());"
              + " INSERT INTO barograph.settled_block"
              + " VALUES (now(), 1, 1, 0, 0, convert_to(repeat('x', 1000000), 'UTF8'))");
    }
  }

  private double size(String table) {
    return registry.get("barograph.storage.table").tag("table", table).gauge().value();
  }
}
