package io.barograph.alertengine.schedule;

import io.barograph.alertengine.evaluate.RuleReport;
import io.barograph.storage.alerts.GroupKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates one led group slot after slot. Slots that pass while an evaluation is under way are
 * counted and left out. A new definition, or the end, is met at the beginning of an evaluation, so
 * that nobody waits for one.
 */
final class GroupTicks {
  private static final Logger logger = LoggerFactory.getLogger(GroupTicks.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final GroupKey key;
  private final ScheduledExecutorService workers;
  private final InstantSource clock;
  private final ScheduleMeters meters;
  private final AtomicReference<@Nullable Definition> fresh = new AtomicReference<>();
  private volatile boolean retiring;
  private volatile boolean stopped;
  private volatile @Nullable Future<?> next;

  /** From here on only the evaluation under way touches it. */
  private Definition definition;

  private String lastTrouble = "";

  /** What to evaluate, and when. */
  record Definition(LedGroup group, Slots slots) {}

  GroupTicks(
      GroupKey key,
      Definition definition,
      ScheduledExecutorService workers,
      InstantSource clock,
      ScheduleMeters meters) {
    this.key = key;
    this.definition = definition;
    this.workers = workers;
    this.clock = clock;
    this.meters = meters;
  }

  /** From the next slot on. */
  void start() {
    schedule(definition.slots.after(clock.instant()));
  }

  /** From the next evaluation on, with the alerts that there are. */
  void redefine(Definition newDefinition) {
    fresh.set(newDefinition);
  }

  /** Ends what the group has, and then itself, as soon as no evaluation is under way. */
  void retire() {
    retiring = true;
    Future<?> scheduled = next;
    if (scheduled == null || scheduled.cancel(false)) {
      schedule(clock.instant());
    }
  }

  /** Whether the group has come to its end. */
  boolean isStopped() {
    return stopped;
  }

  /** No evaluation begins after the return. Does not wait for one under way. */
  void stop() {
    stopped = true;
    Future<?> scheduled = next;
    if (scheduled != null) {
      scheduled.cancel(false);
    }
  }

  private void schedule(Instant slot) {
    if (stopped) {
      return;
    }
    long delay = Math.max(0, Duration.between(clock.instant(), slot).toMillis());
    try {
      next = workers.schedule(() -> tick(slot), delay, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      logger.debug("the server stops before {} of {}", slot, key);
    }
  }

  private void tick(Instant slot) {
    if (stopped) {
      return;
    }
    if (retiring) {
      end();
      return;
    }
    Definition changed = fresh.getAndSet(null);
    if (changed != null) {
      changed.group.goOnFrom(definition.group);
      definition = changed;
    }
    Instant began = clock.instant();
    evaluate(slot);
    Instant ended = clock.instant();
    meters.took(Duration.between(slot, began), Duration.between(began, ended));
    Instant following = definition.slots.after(ended.isBefore(slot) ? slot : ended);
    meters.missed(definition.slots.between(slot, following));
    schedule(retiring ? ended : following);
  }

  private void evaluate(Instant slot) {
    try {
      List<RuleReport> reports = definition.group.evaluate(slot);
      meters.evaluated(reports);
      lastTrouble = "";
    } catch (RuntimeException e) {
      meters.unsaved();
      complain("was not evaluated and is tried again at its next time", e);
    }
  }

  private void end() {
    try {
      definition.group.retire(clock.instant());
      stop();
    } catch (RuntimeException e) {
      complain("is no more, but its alerts could not be ended yet", e);
      schedule(clock.instant().plus(RETRY));
    }
  }

  /** Once for each trouble, however many evaluations it lasts. */
  private void complain(String what, RuntimeException e) {
    String trouble = String.valueOf(e.getMessage());
    if (!stopped && !trouble.equals(lastTrouble)) {
      logger.warn("group \"{}\" of {} {}: {}", key.name(), key.file(), what, trouble);
      lastTrouble = trouble;
    }
  }
}
