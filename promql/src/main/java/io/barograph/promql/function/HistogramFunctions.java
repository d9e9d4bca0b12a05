package io.barograph.promql.function;

import io.barograph.promql.lex.StringSyntax;
import io.barograph.promql.step.Absent;
import io.barograph.promql.step.Quantile;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepValue;
import io.barograph.promql.step.UniqueLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Functions of histograms whose buckets are series of their own. */
final class HistogramFunctions {
  private HistogramFunctions() {}

  static Map<String, QueryFunction> byName() {
    return Map.of(
        "histogram_quantile", HistogramFunctions::quantile,
        "histogram_fraction", HistogramFunctions::fraction);
  }

  private interface OfBuckets {
    double apply(BucketCounts counts, int step, ClassicHistogram histogram);
  }

  private static StepValue quantile(Arguments arguments) {
    double[] quantiles = arguments.scalars(0);
    for (double quantile : quantiles) {
      if (!Quantile.isValid(quantile)) {
        QuantileNotice.add(arguments.notices(), quantile, arguments.range(0));
      }
    }
    return apply(
        arguments,
        1,
        (counts, step, histogram) -> {
          double value = counts.quantile(quantiles[step]);
          if (counts.wasForcedMonotonic()) {
            informOfMonotonicity(arguments, histogram.metricName());
          }
          return value;
        });
  }

  private static void informOfMonotonicity(Arguments arguments, String metric) {
    arguments
        .notices()
        .inform(
            "input to histogram_quantile needed to be fixed for monotonicity (see"
                + " https://prometheus.io/docs/prometheus/latest/querying/functions/"
                + "#histogram_quantile) for metric name "
                + StringSyntax.quote(metric),
            arguments.range(1));
  }

  private static StepValue fraction(Arguments arguments) {
    double[] lower = arguments.scalars(0);
    double[] upper = arguments.scalars(1);
    return apply(arguments, 2, (counts, step, _) -> counts.fraction(lower[step], upper[step]));
  }

  private static StepValue apply(Arguments arguments, int index, OfBuckets function) {
    List<StepSeries> result = new ArrayList<>();
    BucketCounts counts = new BucketCounts();
    int steps = arguments.steps().count();
    for (ClassicHistogram histogram : ClassicHistogram.among(arguments, index)) {
      arguments.budget().charge(steps);
      double[] values = Absent.values(steps);
      for (int step = 0; step < steps; step++) {
        histogram.at(step, counts);
        if (!counts.isEmpty()) {
          values[step] = function.apply(counts, step, histogram);
        }
      }
      result.add(new StepSeries(histogram.labels(arguments.nameRemoval()), true, values));
    }
    return UniqueLabels.merge(result);
  }
}
