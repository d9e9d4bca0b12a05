package io.barograph.promql.evaluate;

import io.barograph.model.Fingerprint;
import io.barograph.promql.evaluate.Grouping.Group;
import io.barograph.promql.step.Absent;
import io.barograph.promql.step.StepSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Aggregations that pick members of a group and leave them as they are. */
final class GroupSelection {
  private final int steps;

  GroupSelection(int steps) {
    this.steps = steps;
  }

  /** Whether an element ranks before another in what is picked. NaN ranks last. */
  private static Comparator<double[]> ranking(boolean largest, int step) {
    return (left, right) -> {
      double a = left[step];
      double b = right[step];
      if (Double.isNaN(a) || Double.isNaN(b)) {
        return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
      }
      // Not Double.compare: the two zeros are equal.
      int order = a < b ? -1 : a > b ? 1 : 0;
      return largest ? -order : order;
    };
  }

  /** The largest or smallest {@code limits[step]} at each step; at a single step, in that order. */
  List<StepSeries> extremes(Group group, double[] limits, boolean largest) {
    List<double[]> inputs = group.members().stream().map(StepSeries::values).toList();
    double[][] outputs = new double[inputs.size()][];
    List<Integer> order = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      long limit = (long) limits[step];
      if (limit < 1) {
        continue;
      }
      List<Integer> ranked = present(inputs, step);
      Comparator<double[]> ranking = ranking(largest, step);
      if (ranked.size() > limit || steps == 1) {
        ranked.sort((left, right) -> ranking.compare(inputs.get(left), inputs.get(right)));
      }
      List<Integer> picked = ranked.size() > limit ? ranked.subList(0, (int) limit) : ranked;
      copy(inputs, outputs, picked, step);
      order = picked;
    }
    return steps == 1 ? inOrder(group, outputs, order) : inOrder(group, outputs, all(inputs));
  }

  /** The first {@code limits[step]} members that have a value. */
  List<StepSeries> first(Group group, double[] limits) {
    List<double[]> inputs = group.members().stream().map(StepSeries::values).toList();
    double[][] outputs = new double[inputs.size()][];
    for (int step = 0; step < steps; step++) {
      List<Integer> present = present(inputs, step);
      long limit = Math.max(0, (long) limits[step]);
      copy(inputs, outputs, present.subList(0, (int) Math.min(limit, present.size())), step);
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
          copy(inputs, outputs, List.of(member), step);
        }
      }
    }
    return inOrder(group, outputs, all(inputs));
  }

  private static List<Integer> all(List<double[]> inputs) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      all.add(i);
    }
    return all;
  }

  private static List<Integer> present(List<double[]> inputs, int step) {
    List<Integer> present = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (!Absent.is(inputs.get(i)[step])) {
        present.add(i);
      }
    }
    return present;
  }

  private void copy(List<double[]> inputs, double[][] outputs, List<Integer> picked, int step) {
    for (int member : picked) {
      if (outputs[member] == null) {
        outputs[member] = Absent.values(steps);
      }
      outputs[member][step] = inputs.get(member)[step];
    }
  }

  private static List<StepSeries> inOrder(Group group, double[][] outputs, List<Integer> order) {
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
