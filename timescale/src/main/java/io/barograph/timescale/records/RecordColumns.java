package io.barograph.timescale.records;

import io.barograph.storage.records.ProcessKey;
import io.barograph.storage.records.RecordHead;
import io.barograph.timescale.connection.Columns;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.UUID;

/** The columns that all records have. */
final class RecordColumns {
  static final String NAMES =
      "arrival, id, time, bucket, host, job, instance, barograph.pairs(attributes), truncated";

  /** How many they are. */
  static final int COUNT = 9;

  private RecordColumns() {}

  static long arrival(Row row) {
    return longOf(row, 0);
  }

  static RecordHead head(Row row) {
    return new RecordHead(
        Columns.get(row, 1, UUID.class),
        Columns.get(row, 2, Instant.class),
        text(row, 3),
        new ProcessKey(text(row, 4), text(row, 5), text(row, 6)),
        SqlValues.map(Columns.get(row, 7, String[].class)),
        Columns.get(row, 8, Boolean.class));
  }

  static String text(Row row, int column) {
    return Columns.get(row, column, String.class);
  }

  static long longOf(Row row, int column) {
    return Columns.get(row, column, Long.class);
  }
}
