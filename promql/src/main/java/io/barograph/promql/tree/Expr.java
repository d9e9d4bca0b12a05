package io.barograph.promql.tree;

import io.barograph.promql.value.ValueType;

/** A node of the syntax tree. Immutable; the printed form parses to the same tree again. */
public sealed interface Expr
    permits AggregateExpr,
        BinaryExpr,
        FunctionCall,
        MatrixSelector,
        NumberLiteral,
        ParenExpr,
        StringLiteral,
        SubqueryExpr,
        UnaryExpr,
        VectorSelector {

  /** Where it stands in the query. */
  SourceRange range();

  /** What it evaluates to, whatever is inside. */
  ValueType type();

  /** This expression without the parentheses round it. */
  default Expr unwrapped() {
    return this;
  }
}
