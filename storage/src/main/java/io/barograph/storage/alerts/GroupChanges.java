package io.barograph.storage.alerts;

import io.barograph.storage.rules.RuleGroupStatus;
import java.time.Instant;
import java.util.List;

/**
 * What an evaluation of a group has changed.
 *
 * @param position of the group within its file, from 0
 * @param evaluated the time of the evaluation
 * @param status of the group and its rules; the alerts in it are not looked at
 * @param written alerts that are new or have changed
 * @param removed alerts that are no more
 * @param events for the history
 */
public record GroupChanges(
    GroupKey group,
    int position,
    Instant evaluated,
    RuleGroupStatus status,
    List<AlertRecord> written,
    List<AlertRecord> removed,
    List<AlertEvent> events) {
  public GroupChanges {
    written = List.copyOf(written);
    removed = List.copyOf(removed);
    events = List.copyOf(events);
  }
}
