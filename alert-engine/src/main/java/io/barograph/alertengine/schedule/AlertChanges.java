package io.barograph.alertengine.schedule;

import io.barograph.alertengine.evaluate.RuleMemory;
import io.barograph.model.Labels;
import io.barograph.storage.alerts.AlertEvent;
import io.barograph.storage.alerts.AlertRecord;
import io.barograph.storage.alerts.AlertStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What of a group's alerts is to be stored after an evaluation. */
final class AlertChanges {
  final List<AlertRecord> written = new ArrayList<>();
  final List<AlertRecord> removed = new ArrayList<>();
  final List<AlertEvent> events = new ArrayList<>();
  private final Instant now;
  private final boolean valuesToo;

  private AlertChanges(Instant now, boolean valuesToo) {
    this.now = now;
    this.valuesToo = valuesToo;
  }

  /**
   * From one evaluation to the next.
   *
   * @param valuesToo whether alerts are stored of which only the value has changed
   */
  static AlertChanges between(
      Map<String, RuleMemory> before,
      Map<String, RuleMemory> after,
      Instant now,
      boolean valuesToo) {
    AlertChanges changes = new AlertChanges(now, valuesToo);
    after.forEach(
        (key, memory) ->
            changes.add(before.getOrDefault(key, RuleMemory.NONE).alerts(), memory.alerts()));
    return changes;
  }

  static AlertChanges none(Instant now) {
    return new AlertChanges(now, false);
  }

  private void add(Map<Labels, AlertRecord> before, Map<Labels, AlertRecord> after) {
    before.forEach(
        (labels, alert) -> {
          if (!after.containsKey(labels)) {
            removed.add(alert);
          }
        });
    after.forEach((labels, alert) -> add(before.get(labels), alert));
  }

  private void add(@Nullable AlertRecord before, AlertRecord alert) {
    if (before == null || !sameState(before, alert) || (valuesToo && !alert.stage().ended())) {
      written.add(alert);
    }
    if (alert.stage() != AlertStage.PENDING
        && (before == null || before.stage() != alert.stage() || isNew(before, alert))) {
      events.add(event(alert));
    }
  }

  private static boolean isNew(AlertRecord before, AlertRecord alert) {
    return !Objects.equals(before.firedAt(), alert.firedAt());
  }

  private AlertEvent event(AlertRecord alert) {
    return switch (alert.stage()) {
      case EXPIRED ->
          new AlertEvent(
              now, AlertEvent.Kind.EXPIRED, alert, "no data since " + alert.noDataSince());
      case RESOLVED ->
          new AlertEvent(now, AlertEvent.Kind.RESOLVED, alert, "the condition no longer held");
      default -> new AlertEvent(now, AlertEvent.Kind.FIRING, alert, "");
    };
  }

  private static boolean sameState(AlertRecord one, AlertRecord other) {
    return one.stage() == other.stage()
        && one.activeAt().equals(other.activeAt())
        && Objects.equals(one.firedAt(), other.firedAt())
        && Objects.equals(one.endedAt(), other.endedAt())
        && Objects.equals(one.keepFiringSince(), other.keepFiringSince())
        && Objects.equals(one.noDataSince(), other.noDataSince());
  }

  /** Adds the alerts of rules that are no more, each ended unless it was not firing. */
  void end(List<RuleMemory> gone) {
    gone.stream().flatMap(memory -> memory.alerts().values().stream()).forEach(this::end);
  }

  private void end(AlertRecord alert) {
    switch (alert.stage()) {
      case PENDING -> removed.add(alert);
      case FIRING -> {
        AlertRecord ended = alert.ended(AlertStage.RESOLVED, now);
        written.add(ended);
        events.add(new AlertEvent(now, AlertEvent.Kind.RESOLVED, ended, "the rule was removed"));
      }
      case RESOLVED, EXPIRED -> {}
    }
  }
}
