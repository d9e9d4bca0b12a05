package io.barograph.promql.function;

import io.barograph.promql.step.Absent;
import io.barograph.promql.step.Budget;
import io.barograph.promql.step.RangeSeries;
import io.barograph.promql.step.RangeVectors;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepVectors;
import io.barograph.promql.step.UniqueLabels;
import io.barograph.promql.step.Window;
import java.util.ArrayList;
import java.util.List;

/** A function of the samples in a window, and how it is moved over all series and steps. */
@FunctionalInterface
interface WindowFunction {
  /**
   * The value for a window with at least one sample, or {@link Absent}.
   *
   * @param step which step it is, for functions with scalar parameters
   */
  double apply(Window window, int step);

  /** Over the first argument, dropping the metric name. */
  static QueryFunction of(WindowFunction function) {
    return arguments -> apply(arguments, 0, function);
  }

  /** Over the argument at {@code index}, dropping the metric name. */
  static StepVectors apply(Arguments arguments, int index, WindowFunction function) {
    return apply(arguments, arguments.ranges(index), function, false);
  }

  static StepVectors apply(
      Arguments arguments, RangeVectors ranges, WindowFunction function, boolean keepName) {
    Budget budget = arguments.budget();
    List<StepSeries> result = new ArrayList<>(ranges.series().size());
    Window window = new Window(ranges);
    for (RangeSeries series : ranges.series()) {
      double[] values = Absent.values(ranges.count());
      window.enter(series);
      boolean any = false;
      for (int i = 0; i < values.length; i++) {
        window.moveTo(i);
        if (!window.isEmpty()) {
          values[i] = function.apply(window, i);
          any |= !Absent.is(values[i]);
        }
        if ((i & CHECK_MASK) == 0) {
          budget.check();
        }
      }
      if (any) {
        budget.charge(values.length);
        result.add(
            keepName
                ? new StepSeries(series.labels(), series.nameDropped(), values)
                : new StepSeries(arguments.nameRemoval().labels(series.labels()), true, values));
      }
    }
    return UniqueLabels.require(result);
  }

  /** Windows may be wide, so cancellation is looked at every 64 of them. */
  int CHECK_MASK = 63;
}
