package io.barograph.benchmarks.comparison;

import io.barograph.benchmarks.density.DiskUse;
import io.barograph.timescale.DatabaseAddress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Barograph settles samples by itself every minute; partitions of fresh blocks, two minutes each,
 * go when all of their samples are settled and their time is over.
 */
record BarographSystem(HttpGateway http, String database) implements StorageSystem {
  private static final int MOST_SECONDS = 600;

  /** Its own metrics come in all the time, so there are always some fresh blocks. */
  private static final int LEAST_SETTLED_OF_FRESH = 50;

  @Override
  public void awaitRest(long samples) throws IOException, InterruptedException {
    for (int second = 0; second < MOST_SECONDS; second++) {
      if (http.metric("barograph_compaction_samples_total") >= samples) {
        return;
      }
      TimeUnit.SECONDS.sleep(1);
    }
    throw new IOException(
        "only %.0f of %d samples were settled within %d s"
            .formatted(http.metric("barograph_compaction_samples_total"), samples, MOST_SECONDS));
  }

  /**
   * Every relation of Barograph's schema with its indexes, without the write-ahead log. With
   * patience, after PostgreSQL was told to rewrite settled blocks and series without the air
   * between them, as the others are told to merge.
   */
  @Override
  public long settledBytes(Duration patience) throws IOException, InterruptedException {
    try {
      DiskUse use = diskUse();
      for (int second = 0; use.fresh() * LEAST_SETTLED_OF_FRESH > use.all(); second++) {
        if (patience.isZero()) {
          return use.all() - use.fresh();
        }
        if (second > patience.toSeconds()) {
          throw new IOException("fresh blocks did not go within %s: %s".formatted(patience, use));
        }
        TimeUnit.SECONDS.sleep(1);
        use = diskUse();
      }
      return rewritten().all();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private DiskUse diskUse() throws SQLException {
    try (Connection session = connect()) {
      return DiskUse.measure(session);
    }
  }

  private DiskUse rewritten() throws SQLException {
    try (Connection session = connect();
        Statement statement = session.createStatement()) {
      statement.execute("VACUUM (FULL) barograph.settled_block, barograph.series_group");
      return DiskUse.measure(session);
    }
  }

  private Connection connect() throws SQLException {
    DatabaseAddress address = DatabaseAddress.parse(database);
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }
}
