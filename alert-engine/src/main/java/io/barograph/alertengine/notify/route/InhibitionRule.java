package io.barograph.alertengine.notify.route;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import java.util.List;
import java.util.Set;

/**
 * While an alert that {@code source} matches fires, alerts that {@code target} matches are muted if
 * they have the same values for the labels in {@code equal}; a missing label counts as empty.
 */
public record InhibitionRule(
    List<LabelMatcher> source, List<LabelMatcher> target, Set<String> equal) {
  public InhibitionRule {
    source = List.copyOf(source);
    target = List.copyOf(target);
    equal = Set.copyOf(equal);
  }

  boolean isSource(Labels labels) {
    return source.stream().allMatch(matcher -> matcher.matches(labels));
  }

  boolean isTarget(Labels labels) {
    return target.stream().allMatch(matcher -> matcher.matches(labels));
  }
}
