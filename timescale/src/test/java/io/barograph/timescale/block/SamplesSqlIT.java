package io.barograph.timescale.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.model.StaleMarker;
import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.DatabaseAddress;
import io.barograph.timescale.schema.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
final class SamplesSqlIT {
  private static final long HOUR = 3_600_000;
  private static final long T0 = 1_795_000_000_000L / HOUR * HOUR;
  private static final String SAMPLES =
      "SELECT series_id, labels, time, value, stale"
          + " FROM barograph.samples('m', '{}', '-infinity', 'infinity')";

  private final TestDatabase database;
  private Connection connection;

  SamplesSqlIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void prepare() throws SQLException {
    Schema.migrate(DatabaseAddress.parse(database.url()));
    connection = database.connect();
    execute(
        "TRUNCATE barograph.series_group, barograph.fresh_block, barograph.settled_block",
        "UPDATE barograph.compaction SET closed_to = '2026-11-22Z', settled_to = '2026-11-22Z'",
        "SELECT barograph.ensure_partition('fresh_block', '2026-11-22 00:00:01Z')",
        "INSERT INTO barograph.series_group (group_id, registration, metric, labels)"
            + " SELECT 1, 1, 'm', json_agg(json_build_object('n', n::text, 'job', 'node'))"
            + " FROM generate_series(0, 127) n");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void givesWhatTheJavaDecoderGives() throws SQLException {
    SampleGenerator generator = new SampleGenerator(20261122);
    SettledBlockWriter settled = new SettledBlockWriter(BlockCompression.NONE);
    SampleColumns fresh = new SampleColumns();
    Map<Key, Long> expected = new TreeMap<>();
    for (int offset = 0; offset < 128; offset++) {
      int count = 1 + generator.random().nextInt(60);
      long[] times = timesWithinAnHour(generator, count);
      double[] values = generator.values(count);
      settled.add(offset, times, values, 0, count);
      expect(expected, offset, times, values);
    }
    insertSettled(T0, settled);
    for (int flush = 1; flush <= 3; flush++) {
      fresh.clear();
      for (int offset = 0; offset < 128; offset += 1 + generator.random().nextInt(9)) {
        int count = 1 + generator.random().nextInt(5);
        long[] times = timesWithinAnHour(generator, count);
        double[] values = generator.values(count);
        fresh.addRun(128 + offset, times, values, 0, count);
        expect(expected, offset, times, values);
      }
      insertFresh(flush, fresh, BlockCompression.NONE);
    }
    assertThat(query(SAMPLES)).isEqualTo(expected);
  }

  @Test
  void theLastAcceptedWinsAndStaleMarkersAreMarked() throws SQLException {
    SettledBlockWriter settled = new SettledBlockWriter(BlockCompression.NONE);
    settled.add(0, new long[] {T0, T0 + 1}, new double[] {1, 2}, 0, 2);
    insertSettled(T0, settled);
    SampleColumns fresh = new SampleColumns();
    fresh.add(128, T0 + 1, 4);
    insertFresh(8, fresh, BlockCompression.NONE);
    fresh.clear();
    fresh.add(128, T0 + 1, 3);
    fresh.add(128, T0 + 2, StaleMarker.VALUE);
    insertFresh(7, fresh, BlockCompression.NONE);
    assertThat(
            text(
                "SELECT string_agg(value || ' ' || stale, ', ' ORDER BY time)"
                    + " FROM ("
                    + SAMPLES
                    + ") s"))
        .isEqualTo("1 false, 4 false, NaN true");
  }

  @Test
  void freshRowsThatAreSettledAlreadyAreLeftOut() throws SQLException {
    SampleColumns fresh = new SampleColumns();
    fresh.add(128, T0, 1);
    insertFresh(1, fresh, BlockCompression.NONE);
    execute("UPDATE barograph.compaction SET settled_to = '2026-11-23Z'");
    assertThat(query(SAMPLES)).isEmpty();
  }

  @Test
  void bothBoundsAreInsideAndMillisecondsAreExact() throws SQLException {
    SettledBlockWriter settled = new SettledBlockWriter(BlockCompression.NONE);
    long[] times = {T0 + 1, T0 + 2, T0 + 3, T0 + 4};
    settled.add(0, times, new double[] {1, 2, 3, 4}, 0, 4);
    insertSettled(T0, settled);
    String from = Instant.ofEpochMilli(T0 + 2).toString();
    String to = Instant.ofEpochMilli(T0 + 3).toString();
    Map<Key, Long> found =
        query(SAMPLES.replace("'-infinity', 'infinity'", "'" + from + "', '" + to + "'"));
    assertThat(found).containsOnlyKeys(new Key(0, T0 + 2), new Key(0, T0 + 3));
  }

  @Test
  void matchersSelectByLabels() throws SQLException {
    SampleColumns fresh = new SampleColumns();
    for (int offset = 0; offset < 128; offset++) {
      fresh.add(128 + offset, T0, offset);
    }
    insertFresh(1, fresh, BlockCompression.NONE);
    assertThat(matched("{}")).isEqualTo("128");
    assertThat(matched("{\"n\": \"17\"}")).isEqualTo("1");
    assertThat(matched("{\"n\": {\"ne\": \"17\"}, \"job\": {\"eq\": \"node\"}}")).isEqualTo("127");
    assertThat(matched("{\"n\": {\"re\": \"1|2\"}}")).isEqualTo("2");
    assertThat(matched("{\"n\": {\"re\": \"1.*\", \"nre\": \"1.\"}}")).isEqualTo("29");
    assertThat(matched("{\"absent\": \"\"}")).isEqualTo("128");
    assertThat(matched("{\"__name__\": \"m\"}")).isEqualTo("128");
    assertThatThrownBy(() -> matched("{\"n\": {\"like\": \"1\"}}"))
        .hasMessageContaining("must be one of eq, ne, re, nre");
    assertThatThrownBy(() -> matched("{\"n\": 1}")).hasMessageContaining("a string or an object");
  }

  @Test
  void compressedBlocksAreRefusedWithTheWayOut() throws SQLException {
    SampleColumns fresh = new SampleColumns();
    fresh.add(128, T0, 1);
    insertFresh(1, fresh, BlockCompression.ZSTD);
    assertThatThrownBy(() -> query(SAMPLES))
        .hasMessageContaining("compressed with zstd, which SQL cannot decode")
        .hasMessageContaining("HTTP API");
  }

  private record Key(int offset, long timestamp) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return offset != other.offset
          ? Integer.compare(offset, other.offset)
          : Long.compare(timestamp, other.timestamp);
    }
  }

  private static long[] timesWithinAnHour(SampleGenerator generator, int count) {
    return switch (generator.random().nextInt(3)) {
      case 0 -> generator.random().longs(count, T0, T0 + HOUR).sorted().toArray();
      default -> {
        long[] times = new long[count];
        Arrays.setAll(times, i -> T0 + i * 10_000L);
        yield times;
      }
    };
  }

  private static void expect(Map<Key, Long> expected, int offset, long[] times, double[] values) {
    for (int i = 0; i < times.length; i++) {
      expected.put(new Key(offset, times[i]), comparable(values[i]));
    }
  }

  /** SQL knows one NaN only; the stale marker is told by its column. */
  private static long comparable(double value) {
    return StaleMarker.isStale(value) ? StaleMarker.BITS : Double.doubleToLongBits(value);
  }

  private Map<Key, Long> query(String sql) throws SQLException {
    Map<Key, Long> found = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        int offset = (int) (row.getLong(1) & 127);
        assertThat(row.getString(2)).contains("\"n\": \"" + offset + "\"", "\"__name__\": \"m\"");
        OffsetDateTime time = row.getObject(3, OffsetDateTime.class);
        assertThat(time.getNano() % 1_000_000).isZero();
        Key key = new Key(offset, time.toInstant().toEpochMilli());
        double value = row.getDouble(4);
        long bits = row.getBoolean(5) ? StaleMarker.BITS : Double.doubleToLongBits(value);
        assertThat(found.put(key, bits)).isNull();
      }
    }
    return found;
  }

  private String matched(String matchers) throws SQLException {
    return text("SELECT count(*) FROM (" + SAMPLES.replace("'{}'", "'" + matchers + "'") + ") s");
  }

  private String text(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private void insertSettled(long windowStart, SettledBlockWriter writer) throws SQLException {
    Timestamp window = Timestamp.from(Instant.ofEpochMilli(windowStart));
    try (PreparedStatement partition =
            connection.prepareStatement("SELECT barograph.ensure_partition('settled_block', ?)");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO barograph.settled_block VALUES (?, 1, ?, ?, ?, ?)")) {
      partition.setTimestamp(1, window);
      partition.execute();
      insert.setTimestamp(1, window);
      insert.setInt(2, writer.samples());
      insert.setLong(3, writer.minTime());
      insert.setLong(4, writer.maxTime());
      insert.setBytes(5, writer.finish());
      insert.execute();
    }
  }

  private void insertFresh(long flush, SampleColumns samples, BlockCompression compression)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO barograph.fresh_block VALUES"
                + " ('2026-11-22 00:00:01Z', ?, ?, ?, ?, ?, ?)")) {
      samples.sort();
      samples.deduplicate();
      new FreshBlockWriter(compression)
          .write(
              samples,
              (groupLow, groupHigh, minTime, maxTime, count, payload, from, length) -> {
                try {
                  insert.setLong(1, flush);
                  insert.setInt(2, groupLow);
                  insert.setInt(3, groupHigh);
                  insert.setLong(4, minTime);
                  insert.setLong(5, maxTime);
                  insert.setBytes(6, Arrays.copyOfRange(payload, from, from + length));
                  insert.addBatch();
                } catch (SQLException e) {
                  throw new AssertionError(e);
                }
              });
      insert.executeBatch();
    }
  }

  private void execute(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
