package io.barograph.timescale.select;

import static java.util.stream.Collectors.toMap;

import io.barograph.model.MetricMetadata;
import io.barograph.model.MetricType;
import io.barograph.timescale.connection.Columns;
import io.r2dbc.spi.Connection;
import java.util.Arrays;
import java.util.Map;
import reactor.core.publisher.Flux;

/** Selects what is known of metrics. */
final class MetadataRows {
  private static final String SQL =
      "SELECT metric, type, help, unit FROM barograph.metric_metadata ORDER BY metric";

  private static final Map<String, MetricType> TYPES =
      Arrays.stream(MetricType.values()).collect(toMap(MetricType::text, type -> type));

  private MetadataRows() {}

  static Flux<MetricMetadata> read(Connection connection) {
    return Flux.from(connection.createStatement(SQL).execute())
        .concatMap(
            result ->
                result.map(
                    (row, _) ->
                        new MetricMetadata(
                            Columns.get(row, 0, String.class),
                            TYPES.getOrDefault(
                                Columns.get(row, 1, String.class), MetricType.UNKNOWN),
                            Columns.get(row, 2, String.class),
                            Columns.get(row, 3, String.class))));
  }
}
