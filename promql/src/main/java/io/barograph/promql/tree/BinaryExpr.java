package io.barograph.promql.tree;

import io.barograph.promql.value.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * An operator between two expressions.
 *
 * @param returnBool whether a comparison gives 0 or 1 instead of filtering
 * @param matching null unless both sides are vectors
 */
public record BinaryExpr(
    BinaryOperator operator,
    Expr left,
    Expr right,
    boolean returnBool,
    @Nullable VectorMatching matching)
    implements Expr {
  @Override
  public SourceRange range() {
    return left.range().to(right.range());
  }

  @Override
  public ValueType type() {
    boolean scalar = left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR;
    return scalar ? ValueType.SCALAR : ValueType.VECTOR;
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}
