package io.barograph.promql.value;

import java.util.List;

/** Series with one value each, all at the evaluation time, in the order that the query gives. */
public record InstantVector(List<VectorElement> elements) implements QueryValue {
  public InstantVector {
    elements = List.copyOf(elements);
  }

  @Override
  public ValueType type() {
    return ValueType.VECTOR;
  }
}
