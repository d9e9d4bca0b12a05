package io.barograph.promql.evaluate;

import io.barograph.promql.step.Absent;
import io.barograph.promql.step.RangeSeries;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.Steps;
import io.barograph.promql.tree.SubqueryExpr;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a subquery: multiples of its interval, whatever the steps of the query around it.
 */
final class SubquerySteps {
  private SubquerySteps() {}

  /**
   * Steps that cover the windows ending at {@code firstEnd} to {@code lastEnd}; null if there is
   * none in them.
   */
  static @Nullable Steps covering(
      SubqueryExpr subquery, long firstEnd, long lastEnd, long defaultStep) {
    long interval = subquery.step() == 0 ? defaultStep : subquery.step();
    long open = firstEnd - subquery.length();
    long start = Math.floorDiv(open, interval) * interval + interval;
    if (start > lastEnd) {
      return null;
    }
    long count = (lastEnd - start) / interval + 1;
    return new Steps(start, interval, (int) Math.min(count, Integer.MAX_VALUE));
  }

  /** What the expression inside gave for one series, as samples. */
  static RangeSeries samples(StepSeries series, Steps steps) {
    double[] values = series.values();
    long[] timestamps = new long[values.length];
    int size = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Absent.is(values[i])) {
        timestamps[size] = steps.time(i);
        values[size++] = values[i];
      }
    }
    return new RangeSeries(series.labels(), series.nameDropped(), timestamps, values, size);
  }
}
