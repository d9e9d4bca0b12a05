package io.barograph.promql.value;

import io.barograph.storage.Series;
import java.util.List;

/** Series with samples over time, by ascending labels. */
public record Matrix(List<Series> series) implements QueryValue {
  public Matrix {
    series = List.copyOf(series);
  }

  @Override
  public ValueType type() {
    return ValueType.MATRIX;
  }
}
