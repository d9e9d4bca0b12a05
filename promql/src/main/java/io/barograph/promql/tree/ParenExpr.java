package io.barograph.promql.tree;

import io.barograph.promql.value.ValueType;

/** An expression in parentheses, kept so that a formatted query looks like the one written. */
public record ParenExpr(Expr expr, SourceRange range) implements Expr {
  @Override
  public ValueType type() {
    return expr.type();
  }

  @Override
  public Expr unwrapped() {
    return expr.unwrapped();
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}
