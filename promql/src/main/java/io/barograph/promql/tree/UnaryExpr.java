package io.barograph.promql.tree;

import io.barograph.promql.value.ValueType;

/** A sign before an expression that is not a number literal. */
public record UnaryExpr(boolean negative, Expr expr, SourceRange range) implements Expr {
  @Override
  public ValueType type() {
    return expr.type();
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}
