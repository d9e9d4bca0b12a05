package io.barograph.timescale.append;

import io.barograph.storage.TimeRange;
import io.barograph.timescale.block.FreshBlockReader;
import io.barograph.timescale.block.SampleColumns;
import io.barograph.timescale.block.SeriesFilter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedMap;
import java.util.TreeMap;

/** What stands in the fresh rows of a database, the last accepted of each series and timestamp. */
final class StoredSamples {
  private StoredSamples() {}

  /** By series id and timestamp, as {@code "id@timestamp"}; values as raw bits. */
  static SortedMap<String, Long> read(Connection connection) throws SQLException {
    SortedMap<String, Long> stored = new TreeMap<>();
    FreshBlockReader reader = new FreshBlockReader();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT payload FROM barograph.fresh_block ORDER BY flush")) {
      SampleColumns samples = new SampleColumns();
      while (rows.next()) {
        samples.clear();
        reader.read(rows.getBytes(1), SeriesFilter.ALL, TimeRange.ALL, samples);
        for (int i = 0; i < samples.size(); i++) {
          stored.put(
              key(samples.seriesIds()[i], samples.timestamps()[i]),
              Double.doubleToRawLongBits(samples.values()[i]));
        }
      }
    }
    return stored;
  }

  static String key(long seriesId, long timestamp) {
    return seriesId + "@" + timestamp;
  }
}
