package io.barograph.promql.tree;

import java.util.stream.Collectors;

/**
 * Writes a query over several lines where one would be too long: the form of Prometheus's {@code
 * format_query}. Positions of the parts do not matter to it.
 */
public final class Formatter {
  private static final int LONGEST_LINE = 100;
  private static final String INDENT = "  ";

  private Formatter() {}

  public static String format(Expr expr) {
    return format(expr, 0);
  }

  private static String format(Expr expr, int level) {
    String indent = INDENT.repeat(level);
    String line = Printer.print(expr);
    if (line.length() <= LONGEST_LINE) {
      return indent + line;
    }
    return switch (expr) {
      case NumberLiteral _, StringLiteral _, VectorSelector _, MatrixSelector _ -> indent + line;
      case ParenExpr paren ->
          indent + "(\n" + format(paren.expr(), level + 1) + "\n" + indent + ")";
      case UnaryExpr unary ->
          indent + (unary.negative() ? "-" : "+") + format(unary.expr(), level).strip();
      case SubqueryExpr subquery ->
          format(subquery.expr(), level) + Printer.subquerySuffix(subquery);
      case BinaryExpr binary ->
          left(binary, level + 1)
              + ("\n" + indent + Printer.operator(binary) + "\n")
              + format(binary.right(), level + 1);
      case AggregateExpr aggregate -> {
        Expr parameter = aggregate.parameter();
        yield indent
            + Printer.aggregation(aggregate)
            + "(\n"
            + (parameter == null ? "" : format(parameter, level + 1) + ",\n")
            + format(aggregate.expr(), level + 1)
            + ("\n" + indent + ")");
      }
      case FunctionCall call ->
          indent
              + call.function().name()
              + call.arguments().stream()
                  .map(argument -> format(argument, level + 1))
                  .collect(Collectors.joining(",\n", "(\n", "\n" + indent + ")"));
    };
  }

  private static String left(BinaryExpr binary, int level) {
    return Printer.hasInfiniteBase(binary)
        ? INDENT.repeat(level) + Printer.UNSIGNED_INFINITY
        : format(binary.left(), level);
  }
}
