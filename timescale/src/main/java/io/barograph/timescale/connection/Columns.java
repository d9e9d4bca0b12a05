package io.barograph.timescale.connection;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Row;

/** Columns that are never null. */
public final class Columns {
  private Columns() {}

  /** The value of a column. */
  public static <T> T get(Row row, int index, Class<T> type) {
    return requireNonNull(row.get(index, type), "column is null");
  }

  /** The bytes of a column. */
  public static byte[] bytes(Row row, int index) {
    return get(row, index, byte[].class);
  }
}
