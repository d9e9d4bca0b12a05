package io.barograph.benchmarks.rules;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.barograph.benchmarks.rules.RuleServer.GroupEvaluation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The evaluations that one server made in a window, and what can be said of them. */
final class Evaluations {
  private final Collection<GroupEvaluation> evaluations;
  private final double intervalMillis;

  Evaluations(Collection<GroupEvaluation> evaluations, double intervalSeconds) {
    this.evaluations = evaluations;
    this.intervalMillis = intervalSeconds * 1000;
  }

  /** How often rules were evaluated, all of them together. */
  long ofRules() {
    return evaluations.stream().mapToLong(GroupEvaluation::rules).sum();
  }

  /** What all groups together take for one evaluation each. */
  double secondsOfAllGroups() {
    return evaluations.stream().collect(groupingBy(GroupEvaluation::group)).values().stream()
        .mapToDouble(
            group -> group.stream().mapToDouble(GroupEvaluation::seconds).average().orElseThrow())
        .sum();
  }

  /** What one group takes, at most, in a share of the evaluations. */
  double duration(double share) {
    return quantile(evaluations.stream().map(GroupEvaluation::seconds).toList(), share);
  }

  /**
   * How many seconds evaluations began late, at most, in a share of them. A group's own time in the
   * interval is not told by a server; it is taken to be the earliest that was seen.
   */
  double lateness(double share) {
    List<Double> seconds = new ArrayList<>();
    evaluations.stream()
        .collect(groupingBy(GroupEvaluation::group, mapping(GroupEvaluation::at, toList())))
        .values()
        .forEach(starts -> addLateness(starts, seconds));
    return quantile(seconds, share);
  }

  private void addLateness(List<Long> starts, List<Double> seconds) {
    long first = starts.getFirst();
    // Within half an interval of the first, so that a phase near the turn does not jump.
    List<Double> phases =
        starts.stream()
            .map(at -> Math.IEEEremainder((double) (at - first), intervalMillis))
            .toList();
    double earliest = phases.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    phases.forEach(phase -> seconds.add((phase - earliest) / 1000));
  }

  private static double quantile(List<Double> values, double share) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.round((sorted.size() - 1) * share));
  }
}
