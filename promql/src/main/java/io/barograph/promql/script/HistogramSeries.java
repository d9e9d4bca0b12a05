package io.barograph.promql.script;

import io.barograph.model.Labels;
import io.barograph.promql.tree.AggregateExpr;
import io.barograph.promql.tree.BinaryExpr;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.FunctionCall;
import io.barograph.promql.tree.MatrixSelector;
import io.barograph.promql.tree.NumberLiteral;
import io.barograph.promql.tree.ParenExpr;
import io.barograph.promql.tree.StringLiteral;
import io.barograph.promql.tree.SubqueryExpr;
import io.barograph.promql.tree.UnaryExpr;
import io.barograph.promql.tree.VectorSelector;
import java.util.ArrayList;
import java.util.List;

/**
 * The series of a script that have native histograms. Their samples are not loaded, so whatever
 * looks at them is left out and not judged.
 */
final class HistogramSeries {
  private final List<Labels> series = new ArrayList<>();

  void clear() {
    series.clear();
  }

  void add(Command.Load load) {
    for (SeriesLine line : load.series()) {
      if (line.histograms()) {
        series.add(line.labels());
      }
      String metric = line.labels().metricName();
      if (load.withHistograms() && metric.endsWith("_bucket")) {
        String base = metric.substring(0, metric.length() - "_bucket".length());
        series.add(line.labels().without("le").with(Labels.METRIC_NAME, base));
      }
    }
  }

  /** Whether a selector of the query selects one of them. */
  boolean concern(Expr expr) {
    return switch (expr) {
      case NumberLiteral _, StringLiteral _ -> false;
      case VectorSelector selector -> series.stream().anyMatch(labels -> selects(selector, labels));
      case MatrixSelector matrix -> concern(matrix.vector());
      case SubqueryExpr subquery -> concern(subquery.expr());
      case ParenExpr paren -> concern(paren.expr());
      case UnaryExpr unary -> concern(unary.expr());
      case BinaryExpr binary -> concern(binary.left()) || concern(binary.right());
      case AggregateExpr aggregate -> concern(aggregate.expr());
      case FunctionCall call -> call.arguments().stream().anyMatch(this::concern);
    };
  }

  private static boolean selects(VectorSelector selector, Labels labels) {
    return selector.matchers().stream().allMatch(matcher -> matcher.matches(labels));
  }
}
