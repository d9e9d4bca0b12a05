package io.barograph.queryapi;

import io.barograph.promql.value.InstantVector;
import io.barograph.promql.value.Matrix;
import io.barograph.promql.value.QueryValue;
import java.util.OptionalInt;

/**
 * A value with at most as many series as the request wants.
 *
 * @param truncated whether series were left out
 */
record Limited(QueryValue value, boolean truncated) {
  static Limited of(QueryValue value, OptionalInt limit) {
    if (limit.isEmpty()) {
      return new Limited(value, false);
    }
    int most = limit.getAsInt();
    return switch (value) {
      case InstantVector vector when vector.elements().size() > most ->
          new Limited(new InstantVector(vector.elements().subList(0, most)), true);
      case Matrix matrix when matrix.series().size() > most ->
          new Limited(new Matrix(matrix.series().subList(0, most)), true);
      default -> new Limited(value, false);
    };
  }
}
