package io.barograph.promql.tree;

import io.barograph.promql.value.ValueType;

/**
 * A number, or a duration where a number may stand.
 *
 * @param value seconds if it was written as a duration
 * @param duration whether it was written as a duration
 */
public record NumberLiteral(double value, boolean duration, SourceRange range) implements Expr {
  @Override
  public ValueType type() {
    return ValueType.SCALAR;
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}
