package io.barograph.alertengine.notify;

import io.barograph.storage.alerts.NotificationKey;
import io.barograph.storage.alerts.NotificationRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** What to tell an integration of a group, given what it was told last. Pure. */
final class NotificationDecision {
  /** Ends that are remembered beyond those of the last notification. */
  private static final int REMEMBERED_ENDS = 1_000;

  private final SequencedSet<Long> firing = new LinkedHashSet<>();
  private final SequencedSet<Long> resolved = new LinkedHashSet<>();
  private final List<Alert> alerts;

  NotificationDecision(List<Alert> alerts) {
    this.alerts = List.copyOf(alerts);
    for (Alert alert : alerts) {
      (alert.resolved() ? resolved : firing).add(alert.occurrence());
    }
  }

  /** Whether the integration does not know something it should, or ought to be reminded. */
  boolean isDue(
      @Nullable NotificationRecord last,
      boolean tellsEnds,
      Duration repeat,
      Duration interval,
      Instant now) {
    if (last == null) {
      return !firing.isEmpty();
    }
    if (!last.firing().containsAll(firing)) {
      return true;
    }
    if (firing.isEmpty()) {
      return resolved.stream().anyMatch(last.firing()::contains);
    }
    if (tellsEnds && !last.resolved().containsAll(resolved)) {
      return true;
    }
    // At the flush that is nearest to the time of the reminder.
    return !last.sentAt().plus(repeat).isAfter(now.plus(interval.dividedBy(2)));
  }

  /** What the integration wants to hear of; empty if none of it. */
  List<Alert> toTell(boolean tellsEnds) {
    return tellsEnds ? alerts : alerts.stream().filter(alert -> !alert.resolved()).toList();
  }

  /** What is remembered once it has been told. */
  NotificationRecord record(NotificationKey key, @Nullable NotificationRecord last, Instant now) {
    SequencedSet<Long> ends = new LinkedHashSet<>();
    if (last != null) {
      List<Long> earlier = new ArrayList<>(last.resolved());
      earlier.removeAll(resolved);
      ends.addAll(earlier.subList(Math.max(0, earlier.size() - REMEMBERED_ENDS), earlier.size()));
    }
    ends.addAll(resolved);
    return new NotificationRecord(key, firing, ends, now);
  }
}
