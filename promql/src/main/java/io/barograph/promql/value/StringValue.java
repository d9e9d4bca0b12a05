package io.barograph.promql.value;

/**
 * A string.
 *
 * @param timestamp the evaluation time, milliseconds since the Unix epoch
 */
public record StringValue(long timestamp, String value) implements QueryValue {
  @Override
  public ValueType type() {
    return ValueType.STRING;
  }
}
