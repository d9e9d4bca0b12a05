package io.barograph.timescale.compact;

import io.barograph.storage.TimeRange;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.DatabaseAddress;
import io.barograph.timescale.block.BlockCompression;
import io.barograph.timescale.block.FreshBlockReader;
import io.barograph.timescale.block.FreshBlockWriter;
import io.barograph.timescale.block.SampleColumns;
import io.barograph.timescale.block.SeriesFilter;
import io.barograph.timescale.block.SeriesOffsets;
import io.barograph.timescale.block.SettledBlockReader;
import io.barograph.timescale.leader.DatabaseSessions;
import io.barograph.timescale.schema.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** The block tables as a test sees them: flushes as the appender makes them, and all they hold. */
final class StoredBlocks implements AutoCloseable {
  /** A sample's place: what the last accepted value is kept for. */
  record Place(long seriesId, long timestamp) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int order = Long.compare(seriesId, other.seriesId);
      return order != 0 ? order : Long.compare(timestamp, other.timestamp);
    }
  }

  private final DatabaseAddress address;
  private final Connection session;

  private StoredBlocks(DatabaseAddress address, Connection session) {
    this.address = address;
    this.session = session;
  }

  static StoredBlocks empty(TestDatabase database) throws SQLException {
    DatabaseAddress address = DatabaseAddress.parse(database.url());
    Schema.migrate(address);
    StoredBlocks blocks = new StoredBlocks(address, DatabaseSessions.to(address).open());
    blocks.execute("TRUNCATE barograph.fresh_block, barograph.settled_block");
    return blocks;
  }

  DatabaseSessions sessions() {
    return DatabaseSessions.to(address);
  }

  void flush(SampleColumns samples) throws SQLException {
    flush(session, samples);
  }

  /** Leaves it to the caller to commit, if {@code writer} is not in auto-commit mode. */
  static void flush(Connection writer, SampleColumns samples) throws SQLException {
    samples.sort();
    samples.deduplicate();
    boolean autoCommit = writer.getAutoCommit();
    writer.setAutoCommit(false);
    try (Statement begin = writer.createStatement();
        ResultSet row = begin.executeQuery("SELECT * FROM barograph.begin_flush()");
        PreparedStatement insert =
            writer.prepareStatement("INSERT INTO barograph.fresh_block VALUES (?,?,?,?,?,?,?)")) {
      row.next();
      insert.setObject(1, row.getObject("arrived", OffsetDateTime.class));
      insert.setLong(2, row.getLong("flush"));
      new FreshBlockWriter(BlockCompression.NONE)
          .write(
              samples,
              (groupLow, groupHigh, minTime, maxTime, count, payload, from, length) -> {
                try {
                  insert.setInt(3, groupLow);
                  insert.setInt(4, groupHigh);
                  insert.setLong(5, minTime);
                  insert.setLong(6, maxTime);
                  insert.setBytes(7, Arrays.copyOfRange(payload, from, from + length));
                  insert.addBatch();
                } catch (SQLException e) {
                  throw new AssertionError(e);
                }
              });
      insert.executeBatch();
    }
    if (autoCommit) {
      writer.commit();
      writer.setAutoCommit(true);
    }
  }

  /** Every sample a reader must find, with the bits of its value. */
  SortedMap<Place, Long> contents() throws SQLException {
    SortedMap<Place, Long> contents = new TreeMap<>();
    session.setAutoCommit(false);
    session.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = session.createStatement()) {
      SettledBlockReader settled = new SettledBlockReader();
      try (ResultSet rows =
          statement.executeQuery("SELECT group_id, payload FROM barograph.settled_block")) {
        while (rows.next()) {
          long firstId = rows.getLong(1) << 7;
          settled.read(
              rows.getBytes(2),
              SeriesOffsets.ALL,
              TimeRange.ALL,
              (offset, timestamps, values, from, to) -> {
                for (int i = from; i < to; i++) {
                  contents.put(
                      new Place(firstId | offset, timestamps[i]),
                      Double.doubleToRawLongBits(values[i]));
                }
              });
        }
      }
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT payload FROM barograph.fresh_block, barograph.compaction"
                  + " WHERE arrived >= settled_to ORDER BY flush")) {
        FreshBlockReader fresh = new FreshBlockReader();
        while (rows.next()) {
          SampleColumns samples = new SampleColumns();
          fresh.read(rows.getBytes(1), SeriesFilter.ALL, TimeRange.ALL, samples);
          putAll(samples, contents);
        }
      }
      session.commit();
    } finally {
      session.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      session.setAutoCommit(true);
    }
    return contents;
  }

  static void putAll(SampleColumns samples, SortedMap<Place, Long> into) {
    for (int i = 0; i < samples.size(); i++) {
      into.put(
          new Place(samples.seriesIds()[i], samples.timestamps()[i]),
          Double.doubleToRawLongBits(samples.values()[i]));
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  long count(String sql) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  long unsettledRows() throws SQLException {
    return count("barograph.fresh_block, barograph.compaction WHERE arrived >= settled_to");
  }

  @Override
  public void close() throws SQLException {
    session.close();
  }
}
