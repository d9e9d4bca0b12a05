package io.barograph.alertengine.notify.route;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * A node of the routing tree. An alert goes to the deepest nodes that match it: to the first child
 * that does, and to the next ones as long as those before say {@code goesOn}.
 *
 * @param key the matchers on the way from the root; part of the key of a group
 * @param goesOn whether siblings after this one are asked as well ({@code continue})
 */
public record Route(
    String key,
    String receiver,
    Grouping grouping,
    List<LabelMatcher> matchers,
    boolean goesOn,
    List<Route> children) {
  public Route {
    matchers = List.copyOf(matchers);
    children = List.copyOf(children);
  }

  /** The nodes that an alert with these labels goes to, at least one for a root. */
  public List<Route> routesFor(Labels labels) {
    if (!matchers.stream().allMatch(matcher -> matcher.matches(labels))) {
      return List.of();
    }
    List<Route> found = new ArrayList<>();
    for (Route child : children) {
      List<Route> below = child.routesFor(labels);
      found.addAll(below);
      if (!below.isEmpty() && !child.goesOn) {
        break;
      }
    }
    return found.isEmpty() ? List.of(this) : found;
  }
}
