package io.barograph.promql.tree;

import io.barograph.promql.value.ValueType;

/**
 * A string.
 *
 * @param value without quotes and escapes
 */
public record StringLiteral(String value, SourceRange range) implements Expr {
  @Override
  public ValueType type() {
    return ValueType.STRING;
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}
