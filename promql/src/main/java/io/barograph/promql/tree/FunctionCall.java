package io.barograph.promql.tree;

import io.barograph.promql.value.ValueType;
import java.util.List;

/** A call of a function. */
public record FunctionCall(FunctionSignature function, List<Expr> arguments, SourceRange range)
    implements Expr {
  public FunctionCall {
    arguments = List.copyOf(arguments);
  }

  @Override
  public ValueType type() {
    return function.returnType();
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}
