package io.barograph.promql.evaluate;

import io.barograph.model.Fingerprint;
import io.barograph.promql.evaluate.Grouping.Group;
import io.barograph.promql.step.Absent;
import io.barograph.promql.step.StepSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Aggregations that pick members of a group and leave them as they are. */
final class GroupSelection {
  private final int steps;

  GroupSelection(int steps) {
    this.steps = steps;
  }

  /** The largest or smallest {@code limits[step]} at each step; at a single step, in that order. */
  List<StepSeries> extremes(Group group, double[] limits, boolean largest) {
    List<double[]> inputs = group.members().stream().map(StepSeries::values).toList();
    double[][] outputs = new double[inputs.size()][];
    int[] ranked = new int[inputs.size()];
    int picked = 0;
    for (int step = 0; step < steps; step++) {
      int limit = (int) Math.min(limits[step], ranked.length);
      picked = limit < 1 ? 0 : rank(inputs, step, limit, largest, ranked);
      for (int place = 0; place < picked; place++) {
        copy(inputs, outputs, ranked[place], step);
      }
    }
    return steps == 1
        ? inOrder(group, outputs, Arrays.copyOf(ranked, picked))
        : inOrder(group, outputs, all(inputs));
  }

  /**
   * Fills {@code ranked} with the best members, best first; of equals the earlier one is better.
   */
  private static int rank(
      List<double[]> inputs, int step, int limit, boolean largest, int[] ranked) {
    int size = 0;
    for (int member = 0; member < inputs.size(); member++) {
      double value = inputs.get(member)[step];
      if (Absent.is(value)) {
        continue;
      }
      int place = size;
      if (size == limit && !isBetter(value, inputs.get(ranked[size - 1])[step], largest)) {
        continue;
      }
      int low = 0;
      while (low < place) {
        int middle = (low + place) >>> 1;
        if (isBetter(value, inputs.get(ranked[middle])[step], largest)) {
          place = middle;
        } else {
          low = middle + 1;
        }
      }
      int last = Math.min(size, limit - 1);
      System.arraycopy(ranked, place, ranked, place + 1, last - place);
      ranked[place] = member;
      size = last + 1;
    }
    return size;
  }

  /** NaN is worse than any number. */
  private static boolean isBetter(double value, double other, boolean largest) {
    if (Double.isNaN(other)) {
      return !Double.isNaN(value);
    }
    return largest ? value > other : value < other;
  }

  /** The first {@code limits[step]} members that have a value. */
  List<StepSeries> first(Group group, double[] limits) {
    List<double[]> inputs = group.members().stream().map(StepSeries::values).toList();
    double[][] outputs = new double[inputs.size()][];
    for (int step = 0; step < steps; step++) {
      double left = limits[step];
      for (int member = 0; member < inputs.size() && left >= 1; member++) {
        if (!Absent.is(inputs.get(member)[step])) {
          copy(inputs, outputs, member, step);
          left--;
        }
      }
    }
    return inOrder(group, outputs, all(inputs));
  }

  /**
   * Members by a hash of their labels: the same ones for the same ratio, and for a negative ratio
   * exactly the others.
   */
  List<StepSeries> ratio(Group group, double[] ratios) {
    List<double[]> inputs = group.members().stream().map(StepSeries::values).toList();
    double[][] outputs = new double[inputs.size()][];
    for (int member = 0; member < inputs.size(); member++) {
      long hash = Fingerprint.of(group.members().get(member).labels());
      double place = (hash >>> 11) * 0x1p-53;
      for (int step = 0; step < steps; step++) {
        double ratio = ratios[step];
        boolean picked = ratio >= 0 ? place < ratio : place >= 1 + ratio;
        if (picked && !Absent.is(inputs.get(member)[step])) {
          copy(inputs, outputs, member, step);
        }
      }
    }
    return inOrder(group, outputs, all(inputs));
  }

  private static int[] all(List<double[]> inputs) {
    return IntStream.range(0, inputs.size()).toArray();
  }

  private void copy(List<double[]> inputs, double[][] outputs, int member, int step) {
    if (outputs[member] == null) {
      outputs[member] = Absent.values(steps);
    }
    outputs[member][step] = inputs.get(member)[step];
  }

  private static List<StepSeries> inOrder(Group group, double[][] outputs, int[] order) {
    List<StepSeries> result = new ArrayList<>();
    for (int member : order) {
      if (outputs[member] != null) {
        StepSeries input = group.members().get(member);
        result.add(new StepSeries(input.labels(), input.nameDropped(), outputs[member]));
      }
    }
    return result;
  }
}
