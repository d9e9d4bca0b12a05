package io.barograph.timescale.select;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Row;

/** Columns that are never null. */
final class Columns {
  private Columns() {}

  static <T> T get(Row row, int index, Class<T> type) {
    return requireNonNull(row.get(index, type), "column is null");
  }

  static byte[] bytes(Row row, int index) {
    return get(row, index, byte[].class);
  }
}
