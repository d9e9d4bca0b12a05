package io.barograph.promql.tree;

import io.barograph.promql.value.ValueType;

/**
 * Selects series, and of each the samples in a window that ends at the evaluation time.
 *
 * @param vector the selector inside, which carries offset and {@code @} of the whole
 * @param length milliseconds; the window is open on the left
 */
public record MatrixSelector(VectorSelector vector, long length, SourceRange range)
    implements Expr {
  @Override
  public ValueType type() {
    return ValueType.MATRIX;
  }

  /** The same with another selector inside, ending at {@code end} of the query. */
  public MatrixSelector withVector(VectorSelector newVector, int end) {
    return new MatrixSelector(newVector, length, new SourceRange(range.start(), end));
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}
