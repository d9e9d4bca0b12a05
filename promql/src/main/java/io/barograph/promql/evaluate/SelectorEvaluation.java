package io.barograph.promql.evaluate;

import io.barograph.model.StaleMarker;
import io.barograph.promql.step.Absent;
import io.barograph.promql.step.Budget;
import io.barograph.promql.step.RangeSeries;
import io.barograph.promql.step.RangeVectors;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepVectors;
import io.barograph.promql.step.Steps;
import io.barograph.promql.tree.MatrixSelector;
import io.barograph.promql.tree.VectorSelector;
import io.barograph.storage.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Selectors: for each series one cursor that goes over its samples once, step by step. */
final class SelectorEvaluation {
  private final LoadedData data;
  private final QueryBounds bounds;
  private final long lookback;
  private final Budget budget;

  /** What an instant selector takes from the sample it finds. */
  enum Wanted {
    VALUE,
    /** In seconds. */
    TIMESTAMP
  }

  SelectorEvaluation(LoadedData data, QueryBounds bounds, long lookback, Budget budget) {
    this.data = data;
    this.bounds = bounds;
    this.lookback = lookback;
    this.budget = budget;
  }

  StepVectors instant(VectorSelector selector, Steps steps, Wanted wanted) {
    List<LoadedSeries> selected = data.of(selector);
    List<StepSeries> result = new ArrayList<>(selected.size());
    for (LoadedSeries loaded : selected) {
      budget.check();
      double[] values = values(loaded.series(), selector, steps, wanted);
      if (!Absent.everywhere(values)) {
        budget.charge(values.length);
        result.add(new StepSeries(loaded.labels(), false, values));
      }
    }
    return new StepVectors(result);
  }

  private double[] values(Series series, VectorSelector selector, Steps steps, Wanted wanted) {
    double[] result = Absent.values(steps.count());
    long[] timestamps = series.timestamps();
    double[] values = series.values();
    int size = series.size();
    boolean pinned = selector.at().isSet();
    long reference = bounds.resolve(selector.at(), steps.start()) - selector.offset();
    int next = firstAfter(timestamps, size, reference);
    for (int i = 0; i < result.length; i++) {
      while (next < size && timestamps[next] <= reference) {
        next++;
      }
      int last = next - 1;
      boolean found = last >= 0 && timestamps[last] > reference - lookback;
      if (found && !StaleMarker.isStale(values[last])) {
        result[i] = wanted == Wanted.VALUE ? values[last] : timestamps[last] / 1000.0;
      }
      if (!pinned) {
        reference += steps.interval();
      }
    }
    return result;
  }

  private static int firstAfter(long[] timestamps, int size, long reference) {
    int place = Arrays.binarySearch(timestamps, 0, size, reference);
    return place >= 0 ? place + 1 : -place - 1;
  }

  RangeVectors range(MatrixSelector matrix, Steps steps) {
    VectorSelector selector = matrix.vector();
    List<RangeSeries> series = data.of(selector).stream().map(LoadedSeries::forRanges).toList();
    long firstEnd = bounds.resolve(selector.at(), steps.start()) - selector.offset();
    long advance = selector.at().isSet() ? 0 : steps.interval();
    return new RangeVectors(series, firstEnd, advance, matrix.length(), steps.count());
  }
}
