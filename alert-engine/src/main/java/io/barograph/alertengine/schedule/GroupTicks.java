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

  // Guarded by this, from here on; the definition is read without by the evaluation under way,
  // during which nobody changes it.
  private Definition definition;
  private @Nullable Definition fresh;
  private boolean retiring;
  private boolean stopped;
  private boolean underWay;
  private @Nullable Future<?> next;

  /** Only the tick of this number begins: to cancel one that is about to begin is too late. */
  private long turn;

  /** Only the evaluation under way touches it. */
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
  synchronized void start() {
    schedule(definition.slots.after(clock.instant()));
  }

  /** From the next evaluation on, with the alerts that there are. */
  synchronized void redefine(Definition newDefinition) {
    fresh = newDefinition;
  }

  /** Ends what the group has, and then itself, as soon as no evaluation is under way. */
  synchronized void retire() {
    retiring = true;
    if (!underWay) {
      schedule(clock.instant());
    }
  }

  /** Whether the group has come to its end. */
  synchronized boolean isStopped() {
    return stopped;
  }

  /** No evaluation begins after the return. One under way is not waited for, and not saved. */
  synchronized void stop() {
    stopped = true;
    definition.group.abandon();
    cancelNext();
  }

  private void cancelNext() {
    Future<?> scheduled = next;
    if (scheduled != null) {
      scheduled.cancel(false);
    }
  }

  private synchronized void schedule(Instant slot) {
    if (stopped) {
      return;
    }
    cancelNext();
    turn++;
    long number = turn;
    long delay = Math.max(0, Duration.between(clock.instant(), slot).toMillis());
    try {
      next = workers.schedule(() -> tick(number, slot), delay, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      logger.debug("the server stops before {} of {}", slot, key);
    }
  }

  private void tick(long number, Instant slot) {
    switch (begin(number)) {
      case NOTHING -> {}
      case EVALUATION -> finish(evaluate(slot), true);
      case END -> finish(end(), false);
    }
  }

  /** What a tick is to do. */
  private enum Task {
    NOTHING,
    EVALUATION,
    END
  }

  private synchronized Task begin(long number) {
    if (stopped || number != turn) {
      return Task.NOTHING;
    }
    underWay = true;
    Definition changed = fresh;
    if (changed != null) {
      changed.group.goOnFrom(definition.group);
      definition = changed;
      fresh = null;
    }
    return retiring ? Task.END : Task.EVALUATION;
  }

  /**
   * @param following when to tick again
   * @param evaluated false if this was an attempt at the end, which is not tried again at once
   */
  private synchronized void finish(Instant following, boolean evaluated) {
    underWay = false;
    schedule(retiring && evaluated ? clock.instant() : following);
  }

  private Instant evaluate(Instant slot) {
    Instant began = clock.instant();
    if (definition.slots.isSetBack(slot, began)) {
      // There are no samples yet for that time, which is not the same as no data.
      return definition.slots.following(slot, began);
    }
    try {
      List<RuleReport> reports = definition.group.evaluate(slot);
      meters.evaluated(reports);
      lastTrouble = "";
    } catch (RuntimeException | StackOverflowError e) {
      meters.unsaved();
      complain("was not evaluated and is tried again at its next time", e);
    }
    Instant ended = clock.instant();
    meters.took(Duration.between(slot, began), Duration.between(began, ended));
    Instant following = definition.slots.following(slot, ended);
    meters.missed(definition.slots.between(slot, following));
    return following;
  }

  private Instant end() {
    try {
      definition.group.retire(clock.instant());
      stop();
    } catch (RuntimeException e) {
      complain("is no more, but its alerts could not be ended yet", e);
    }
    return clock.instant().plus(RETRY);
  }

  /** Once for each trouble, however many evaluations it lasts. */
  private void complain(String what, Throwable e) {
    String trouble = String.valueOf(e.getMessage());
    if (!isStopped() && !trouble.equals(lastTrouble)) {
      logger.warn("group \"{}\" of {} {}: {}", key.name(), key.file(), what, trouble);
      lastTrouble = trouble;
    }
  }
}
