package io.barograph.integration.load;

import io.barograph.model.Labels;
import io.barograph.model.StaleMarker;
import io.barograph.storage.Series;
import io.barograph.testdatabases.DatabaseAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** Raw samples in SQL, by {@code barograph.samples}. */
public final class SqlSamples {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SqlSamples() {}

  /** Every sample of a metric, stale markers included. */
  public static List<Series> of(DatabaseAddress database, String metric) {
    return matching(database, "{\"__name__\": \"" + metric + "\"}");
  }

  /**
   * Every sample of the series that satisfy the matchers, stale markers included.
   *
   * @param matchers as {@code barograph.samples} takes them
   */
  public static List<Series> matching(DatabaseAddress database, String matchers) {
    String sql =
        """
        SELECT labels::text, (extract(epoch FROM "time") * 1000)::bigint, value, stale
        FROM barograph.samples(NULL, ?::jsonb, '-infinity', 'infinity')
        ORDER BY 1, 2
        """;
    Map<String, Columns> series = new TreeMap<>();
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, matchers);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          series
              .computeIfAbsent(rows.getString(1), labels -> new Columns())
              .add(rows.getLong(2), rows.getBoolean(4) ? StaleMarker.VALUE : rows.getDouble(3));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read '%s' in SQL".formatted(matchers), e);
    }
    List<Series> result = new ArrayList<>();
    series.forEach((labels, columns) -> result.add(columns.toSeries(labels(labels))));
    return result;
  }

  private static Labels labels(String json) {
    Map<String, String> labels = new TreeMap<>();
    JSON.readTree(json)
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
    return Labels.of(labels);
  }

  private static final class Columns {
    private long[] timestamps = new long[64];
    private double[] values = new double[64];
    private int size;

    void add(long timestamp, double value) {
      if (size == timestamps.length) {
        timestamps = Arrays.copyOf(timestamps, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      timestamps[size] = timestamp;
      values[size++] = value;
    }

    Series toSeries(Labels labels) {
      return new Series(labels, timestamps, values, size);
    }
  }
}
