package io.barograph.alertengine.schedule;

import static java.util.Objects.requireNonNull;

import io.barograph.alertengine.evaluate.GroupEvaluator;
import io.barograph.alertengine.evaluate.GroupOutcome;
import io.barograph.alertengine.evaluate.RuleMemory;
import io.barograph.alertengine.evaluate.RuleReport;
import io.barograph.alertengine.rule.RuleGroup;
import io.barograph.storage.alerts.AlertRecord;
import io.barograph.storage.alerts.AlertStage;
import io.barograph.storage.alerts.AlertStates;
import io.barograph.storage.alerts.GroupChanges;
import io.barograph.storage.alerts.GroupSnapshot;
import io.barograph.storage.alerts.LeadLostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group that this server leads. An evaluation counts once its outcome is saved; until then the
 * next one starts from the same alerts. Used by one thread at a time, but for {@link #abandon}.
 */
final class LedGroup {
  /** For so long at most a row shows an old value of an alert that has not changed otherwise. */
  private static final Duration VALUES_EVERY = Duration.ofMinutes(1);

  private final RuleGroup group;
  private final int position;
  private final Duration interval;
  private final Duration outageTolerance;
  private final GroupEvaluator evaluator;
  private final AlertStates states;
  private final InstantSource clock;

  private @Nullable Map<String, RuleMemory> memory;
  private Instant valuesWritten = Instant.MIN;
  private volatile boolean abandoned;

  /** Knows nothing of earlier evaluations until the first one. */
  LedGroup(
      RuleGroup group,
      int position,
      Duration interval,
      Duration outageTolerance,
      GroupEvaluator evaluator,
      AlertStates states,
      InstantSource clock) {
    this.group = group;
    this.position = position;
    this.interval = interval;
    this.outageTolerance = outageTolerance;
    this.evaluator = evaluator;
    this.states = states;
    this.clock = clock;
  }

  /**
   * Evaluates at a time and saves what came of it. Blocks.
   *
   * @return how the rules fared
   * @throws RuntimeException if the states cannot be read or saved; then nothing has changed
   */
  List<RuleReport> evaluate(Instant slot) {
    Instant began = clock.instant();
    Map<String, RuleMemory> before = memory == null ? restored(slot) : memory;
    GroupOutcome outcome = evaluator.evaluate(before, slot);
    boolean valuesToo = !slot.isBefore(valuesWritten.plus(VALUES_EVERY));
    AlertChanges changes = AlertChanges.between(before, outcome.memory(), slot, valuesToo);
    List<RuleMemory> gone = gone(before);
    evaluator.end(gone, slot);
    changes.end(gone);
    if (abandoned) {
      throw new LeadLostException(group.key());
    }
    save(slot, changes, began, Duration.between(began, clock.instant()), outcome.reports());
    memory = outcome.memory();
    valuesWritten = valuesToo ? slot : valuesWritten;
    return outcome.reports();
  }

  /** What was remembered of rules that the group no longer has. */
  private List<RuleMemory> gone(Map<String, RuleMemory> before) {
    Set<String> keys = evaluator.keys();
    return before.entrySet().stream()
        .filter(entry -> !keys.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private void save(
      Instant slot, AlertChanges changes, Instant began, Duration took, List<RuleReport> reports) {
    states
        .save(
            new GroupChanges(
                group.key(),
                position,
                slot,
                GroupStatus.of(group, interval, began, took, reports),
                changes.written,
                changes.removed,
                changes.events))
        .block();
  }

  private Map<String, RuleMemory> restored(Instant slot) {
    GroupSnapshot snapshot = requireNonNull(states.load(group.key()).block());
    Instant evaluated = snapshot.evaluated();
    boolean outage = evaluated != null && evaluated.isBefore(slot.minus(outageTolerance));
    Map<String, List<AlertRecord>> alerts = new LinkedHashMap<>();
    for (AlertRecord alert : snapshot.alerts()) {
      // Nobody knows whether its condition held all the time.
      if (!(outage && alert.stage() == AlertStage.PENDING)) {
        alerts.computeIfAbsent(alert.rule(), _ -> new ArrayList<>()).add(alert);
      }
    }
    Map<String, RuleMemory> restored = new HashMap<>();
    alerts.forEach((key, ofRule) -> restored.put(key, RuleMemory.of(ofRule)));
    return restored;
  }

  /**
   * What is under way comes to nothing: the group may soon be led anew, by this server too, from
   * what is saved by then. Called by any thread.
   */
  void abandon() {
    abandoned = true;
  }

  /** The same alerts under a newly read definition. */
  void goOnFrom(LedGroup before) {
    memory = before.memory;
    valuesWritten = before.valuesWritten;
  }

  /** Ends all alerts and series of a group that is no more, and forgets it. Blocks. */
  void retire(Instant now) {
    Map<String, RuleMemory> last = memory == null ? restored(now) : memory;
    List<RuleMemory> all = List.copyOf(last.values());
    evaluator.end(all, now);
    AlertChanges changes = AlertChanges.none(now);
    changes.end(all);
    save(now, changes, now, Duration.ZERO, List.of());
    states.remove(group.key()).block();
  }
}
