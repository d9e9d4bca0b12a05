package io.barograph.timescale.alerts;

import io.barograph.storage.alerts.AlertRecord;
import io.barograph.storage.alerts.AlertStage;
import io.barograph.storage.alerts.GroupKey;
import io.barograph.timescale.connection.Columns;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An alert as a part of a row. */
final class AlertColumns {
  /** The columns, of table {@code barograph.alert}. */
  static final String LIST =
      """
      alert.file, alert.group_name, rule_key, barograph.pairs(alert.labels),
      barograph.pairs(alert.annotations), alert.query, value, stage, active, fired, ended,
      keep_firing_since, no_data_since""";

  private AlertColumns() {}

  /** The alert whose first column has this index. */
  static AlertRecord read(Row row, int first) {
    return new AlertRecord(
        new GroupKey(
            Columns.get(row, first, String.class), Columns.get(row, first + 1, String.class)),
        Columns.get(row, first + 2, String.class),
        SqlText.labels(Columns.get(row, first + 3, String[].class)),
        SqlText.map(Columns.get(row, first + 4, String[].class)),
        Columns.get(row, first + 5, String.class),
        Columns.get(row, first + 6, Double.class),
        AlertStage.valueOf(Columns.get(row, first + 7, String.class).toUpperCase(Locale.ROOT)),
        Columns.get(row, first + 8, Instant.class),
        instant(row, first + 9),
        instant(row, first + 10),
        instant(row, first + 11),
        instant(row, first + 12));
  }

  private static @Nullable Instant instant(Row row, int index) {
    return row.get(index, Instant.class);
  }
}
