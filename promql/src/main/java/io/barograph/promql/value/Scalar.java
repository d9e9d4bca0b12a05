package io.barograph.promql.value;

/**
 * A number without labels.
 *
 * @param timestamp the evaluation time, milliseconds since the Unix epoch
 */
public record Scalar(long timestamp, double value) implements QueryValue {
  @Override
  public ValueType type() {
    return ValueType.SCALAR;
  }
}
