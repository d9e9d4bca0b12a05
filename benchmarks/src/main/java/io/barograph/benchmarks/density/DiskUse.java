package io.barograph.benchmarks.density;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bytes on disk of every relation of schema {@code barograph}, each with its chunks or partitions,
 * indexes, TOAST and maps of free space and visibility.
 *
 * @param payload what the codec wrote into settled rows, without rows, pages and indexes
 * @param settledSamples how many samples the settled rows say they hold
 * @param relations bytes by table or sequence
 */
public record DiskUse(long payload, long settledSamples, Map<String, Long> relations) {
  // Chunks lie in a schema of TimescaleDB's own; inheritance leads to them.
  private static final String RELATIONS_SQL =
      """
      WITH RECURSIVE relation AS (
        SELECT oid, relname AS root
        FROM pg_class
        WHERE relnamespace = 'barograph'::regnamespace
          AND relkind IN ('r', 'p', 'm', 'S') AND NOT relispartition
        UNION ALL
        SELECT inhrelid, root FROM relation JOIN pg_inherits ON inhparent = relation.oid)
      SELECT root, sum(pg_total_relation_size(oid)) FROM relation GROUP BY root
      """;
  private static final String SETTLED_SQL =
      """
      SELECT coalesce(sum(octet_length(payload)), 0), coalesce(sum(samples), 0)
      FROM barograph.settled_block
      """;

  /** What a database takes now. */
  public static DiskUse measure(Connection session) throws SQLException {
    try (Statement statement = session.createStatement()) {
      Map<String, Long> relations = new TreeMap<>();
      try (ResultSet rows = statement.executeQuery(RELATIONS_SQL)) {
        while (rows.next()) {
          relations.put(rows.getString(1), rows.getLong(2));
        }
      }
      try (ResultSet row = statement.executeQuery(SETTLED_SQL)) {
        row.next();
        return new DiskUse(row.getLong(1), row.getLong(2), relations);
      }
    }
  }

  /** Blocks that the compactor wrote. */
  public long settled() {
    return relations.getOrDefault("settled_block", 0L);
  }

  /** Blocks that the compactor has not got to, or that wait for their partition to go. */
  public long fresh() {
    return relations.getOrDefault("fresh_block", 0L);
  }

  /** What names series and metrics. */
  public long series() {
    return relations.getOrDefault("series_group", 0L)
        + relations.getOrDefault("catalog_state", 0L)
        + relations.getOrDefault("metric_metadata", 0L);
  }

  /** Everything. */
  public long all() {
    return relations.values().stream().mapToLong(Long::longValue).sum();
  }
}
