package io.barograph.alertengine.notify.route;

import io.barograph.model.Labels;
import java.time.Duration;
import java.util.Set;

/**
 * How a route puts alerts into groups, and how often it tells of a group.
 *
 * @param by the labels that alerts of a group share
 * @param byAll all labels, whatever {@code by} says: every alert is a group of its own
 * @param groupWait from the first alert of a group until its first notification
 * @param groupInterval between notifications of a group that has changed
 * @param repeatInterval after which a group that has not changed is told of again
 */
public record Grouping(
    Set<String> by,
    boolean byAll,
    Duration groupWait,
    Duration groupInterval,
    Duration repeatInterval) {
  public Grouping {
    by = Set.copyOf(by);
  }

  /** What the alerts of a group have in common. */
  public Labels groupLabels(Labels labels) {
    return byAll ? labels : labels.keeping(by);
  }
}
