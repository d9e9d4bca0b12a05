package io.barograph.promql.script;

import io.barograph.model.Labels;
import io.barograph.promql.tree.Expr;
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
    return ScopedQuery.selectsAny(expr, series);
  }
}
