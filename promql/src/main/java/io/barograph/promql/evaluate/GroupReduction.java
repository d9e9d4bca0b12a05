package io.barograph.promql.evaluate;

import io.barograph.promql.evaluate.Grouping.Group;
import io.barograph.promql.step.Absent;
import io.barograph.promql.step.KahanSum;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.tree.AggregateOperator;

/**
 * Aggregations that make one number of many without looking at them twice. They go over the members
 * of a group one after the other and keep running values for all steps, so that memory is read in
 * order.
 */
final class GroupReduction {
  private GroupReduction() {}

  /** The aggregate of a group at each step; absent where no member has a value. */
  static double[] reduce(AggregateOperator operator, Group group, int steps) {
    return switch (operator) {
      case SUM -> sum(group, steps);
      case AVG -> average(group, steps);
      case COUNT -> count(group, steps);
      case MIN -> extreme(group, steps, false);
      case MAX -> extreme(group, steps, true);
      case GROUP -> presence(group, steps);
      case STDDEV -> deviation(group, steps, true);
      case STDVAR -> deviation(group, steps, false);
      default -> throw new IllegalArgumentException("not a reduction: " + operator.text());
    };
  }

  private static double[] sum(Group group, int steps) {
    double[] sums = Absent.values(steps);
    double[] compensations = new double[steps];
    for (StepSeries series : group.members()) {
      double[] values = series.values();
      for (int i = 0; i < steps; i++) {
        double value = values[i];
        if (Absent.is(value)) {
          continue;
        }
        if (Absent.is(sums[i])) {
          sums[i] = value;
        } else {
          compensations[i] = KahanSum.compensation(sums[i], compensations[i], value);
          sums[i] += value;
        }
      }
    }
    for (int i = 0; i < steps; i++) {
      if (!Absent.is(sums[i])) {
        sums[i] += compensations[i];
      }
    }
    return sums;
  }

  /** Sums as long as the sum is finite, then goes on with a running mean; see {@code Mean}. */
  private static double[] average(Group group, int steps) {
    double[] sums = Absent.values(steps);
    double[] compensations = new double[steps];
    int[] counts = new int[steps];
    boolean[] running = new boolean[steps];
    for (StepSeries series : group.members()) {
      double[] values = series.values();
      for (int i = 0; i < steps; i++) {
        double value = values[i];
        if (Absent.is(value)) {
          continue;
        }
        int count = ++counts[i];
        if (count == 1) {
          sums[i] = value;
          continue;
        }
        if (!running[i]) {
          if (!Double.isInfinite(sums[i] + value)) {
            compensations[i] = KahanSum.compensation(sums[i], compensations[i], value);
            sums[i] += value;
            continue;
          }
          running[i] = true;
          sums[i] /= count - 1;
          compensations[i] /= count - 1;
        }
        double share = (count - 1) / (double) count;
        double mean = share * sums[i];
        double part = value / count;
        compensations[i] = KahanSum.compensation(mean, share * compensations[i], part);
        sums[i] = mean + part;
      }
    }
    for (int i = 0; i < steps; i++) {
      if (running[i]) {
        sums[i] += compensations[i];
      } else if (counts[i] > 0) {
        sums[i] = sums[i] / counts[i] + compensations[i] / counts[i];
      }
    }
    return sums;
  }

  private static double[] count(Group group, int steps) {
    double[] counts = Absent.values(steps);
    for (StepSeries series : group.members()) {
      double[] values = series.values();
      for (int i = 0; i < steps; i++) {
        if (!Absent.is(values[i])) {
          counts[i] = Absent.is(counts[i]) ? 1 : counts[i] + 1;
        }
      }
    }
    return counts;
  }

  private static double[] presence(Group group, int steps) {
    double[] result = count(group, steps);
    for (int i = 0; i < steps; i++) {
      result[i] = Absent.is(result[i]) ? result[i] : 1;
    }
    return result;
  }

  /** NaN gives way to any number; absence is a NaN too, so it needs no case of its own. */
  private static double[] extreme(Group group, int steps, boolean largest) {
    double[] result = Absent.values(steps);
    for (StepSeries series : group.members()) {
      double[] values = series.values();
      for (int i = 0; i < steps; i++) {
        double value = values[i];
        boolean better = largest ? value > result[i] : value < result[i];
        if (better || (Double.isNaN(result[i]) && !Absent.is(value))) {
          result[i] = value;
        }
      }
    }
    return result;
  }

  /** Welford's method. */
  private static double[] deviation(Group group, int steps, boolean standard) {
    double[] squares = Absent.values(steps);
    double[] means = new double[steps];
    int[] counts = new int[steps];
    for (StepSeries series : group.members()) {
      double[] values = series.values();
      for (int i = 0; i < steps; i++) {
        double value = values[i];
        if (Absent.is(value)) {
          continue;
        }
        int count = ++counts[i];
        if (count == 1) {
          means[i] = value;
          squares[i] = Double.isNaN(value) || Double.isInfinite(value) ? Double.NaN : 0;
        } else {
          double delta = value - means[i];
          means[i] += delta / count;
          squares[i] += delta * (value - means[i]);
        }
      }
    }
    for (int i = 0; i < steps; i++) {
      if (counts[i] > 0) {
        double variance = squares[i] / counts[i];
        squares[i] = standard ? Math.sqrt(variance) : variance;
      }
    }
    return squares;
  }
}
