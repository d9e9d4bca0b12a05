package io.barograph.timescale.size;

import io.barograph.timescale.leader.LeaderDuty;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures now and then what each table takes on disk, with its chunks, indexes and large values.
 * Only the leader does: it is one number for all servers on the database.
 */
public final class TableSizes implements LeaderDuty {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  // Chunks of a hypertable inherit from it as native partitions do.
  private static final String SQL =
      """
      SELECT root.relname, sum(pg_total_relation_size(part.oid))
      FROM pg_class root
      CROSS JOIN LATERAL (
        SELECT root.oid
        UNION ALL
        SELECT inhrelid FROM pg_inherits WHERE inhparent = root.oid) part
      WHERE root.relnamespace = 'barograph'::regnamespace
        AND root.relkind IN ('r', 'p') AND NOT root.relispartition
      GROUP BY root.relname
      """;

  private final InstantSource clock;
  private final MeterRegistry registry;
  private final Map<String, Long> bytes = new ConcurrentHashMap<>();
  private Instant next = Instant.MIN;

  public TableSizes(InstantSource clock, MeterRegistry registry) {
    this.clock = clock;
    this.registry = registry;
  }

  @Override
  public String name() {
    return "sizes of tables";
  }

  @Override
  public void perform(Connection session) throws SQLException {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(PAUSE);
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(SQL)) {
      while (rows.next()) {
        measured(rows.getString(1), rows.getLong(2));
      }
    }
  }

  private void measured(String table, long size) {
    if (bytes.put(table, size) == null) {
      Gauge.builder("barograph.storage.table", bytes, sizes -> sizes.getOrDefault(table, 0L))
          .description("size of a table on disk, all included, as the leader last saw it")
          .tag("table", table)
          .baseUnit("bytes")
          .register(registry);
    }
  }
}
