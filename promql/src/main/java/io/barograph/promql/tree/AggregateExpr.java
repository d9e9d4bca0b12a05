package io.barograph.promql.tree;

import io.barograph.promql.value.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An aggregation over series.
 *
 * @param parameter null where the operator has none
 * @param grouping the labels of {@code by} or {@code without}
 * @param without whether {@code grouping} lists what is left out
 */
public record AggregateExpr(
    AggregateOperator operator,
    Expr expr,
    @Nullable Expr parameter,
    List<String> grouping,
    boolean without,
    SourceRange range)
    implements Expr {
  public AggregateExpr {
    grouping = List.copyOf(grouping);
  }

  @Override
  public ValueType type() {
    return ValueType.VECTOR;
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}
