package io.barograph.promql.tree;

import io.barograph.promql.value.ValueType;

/**
 * An instant vector evaluated over a window of its own, with steps of its own.
 *
 * @param length milliseconds; the window is open on the left
 * @param step milliseconds, 0 for the default of the engine
 * @param offset milliseconds back in time, negative for forward
 */
public record SubqueryExpr(
    Expr expr, long length, long step, long offset, AtModifier at, SourceRange range)
    implements Expr {
  @Override
  public ValueType type() {
    return ValueType.MATRIX;
  }

  /** The same with another offset, ending at {@code end} of the query. */
  public SubqueryExpr withOffset(long newOffset, int end) {
    return new SubqueryExpr(expr, length, step, newOffset, at, new SourceRange(range.start(), end));
  }

  /** The same pinned to a time, ending at {@code end} of the query. */
  public SubqueryExpr withAt(AtModifier newAt, int end) {
    return new SubqueryExpr(expr, length, step, offset, newAt, new SourceRange(range.start(), end));
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}
