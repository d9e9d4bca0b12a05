package io.barograph.alertengine.notify;

import io.barograph.alertengine.notify.NotificationMeters.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * The groups of which one integration has yet to tell, and its few attempts under way. A group
 * waits at most once, so a receiver that hangs holds a bounded number of groups and nobody else. A
 * group that failed comes again after a pause that grows, until its next flush is due anyway.
 */
final class IntegrationQueue {
  private static final Logger logger = LoggerFactory.getLogger(IntegrationQueue.class);

  private static final int CAPACITY = 10_000;
  private static final int ATTEMPTS_AT_A_TIME = 4;

  private final Integration integration;
  private final GroupDelivery delivery;
  private final NotificationMeters meters;
  private final InstantSource clock;
  private final Scheduler scheduler;
  private final RetryPause pause;

  private final Map<AlertGroup, Turn> waiting = new LinkedHashMap<>();
  private final Set<AlertGroup> underWay = new HashSet<>();
  private final Disposable.Composite timers = Disposables.composite();
  private final Sinks.Empty<Void> idleAfterClose = Sinks.empty();
  private boolean open;
  private boolean closed;

  /**
   * A group's turn.
   *
   * @param failures before this one, since the flush
   * @param until when it is given up
   */
  private record Turn(int failures, Instant until) {}

  /**
   * A queue that takes groups at once.
   *
   * @param ready completes when attempts may begin
   */
  IntegrationQueue(
      Integration integration,
      GroupDelivery delivery,
      NotificationMeters meters,
      InstantSource clock,
      Scheduler scheduler,
      RetryPause pause,
      Mono<Void> ready) {
    this.integration = integration;
    this.delivery = delivery;
    this.meters = meters;
    this.clock = clock;
    this.scheduler = scheduler;
    this.pause = pause;
    meters.watch(this::length);
    timers.add(ready.subscribe(ignored -> {}, failure -> openNow(), this::openNow));
  }

  Integration integration() {
    return integration;
  }

  synchronized int length() {
    return waiting.size() + underWay.size();
  }

  private void openNow() {
    synchronized (this) {
      open = true;
    }
    startNext();
  }

  /** Tells of a group soon, and goes on trying until {@code until}. */
  void offer(AlertGroup group, Instant until) {
    add(group, new Turn(0, until));
    startNext();
  }

  private synchronized void add(AlertGroup group, Turn turn) {
    if (closed) {
      return;
    }
    if (!waiting.containsKey(group) && waiting.size() >= CAPACITY) {
      meters.count(Outcome.DROPPED);
      return;
    }
    waiting.merge(group, turn, (old, other) -> old.until.isAfter(other.until) ? old : other);
  }

  private void startNext() {
    for (Start next = take(); next != null; next = take()) {
      start(next.group, next.turn);
    }
  }

  private record Start(AlertGroup group, Turn turn) {}

  private synchronized @Nullable Start take() {
    if (!open || closed || underWay.size() >= ATTEMPTS_AT_A_TIME) {
      return null;
    }
    for (Iterator<Map.Entry<AlertGroup, Turn>> entries = waiting.entrySet().iterator();
        entries.hasNext(); ) {
      Map.Entry<AlertGroup, Turn> entry = entries.next();
      if (underWay.add(entry.getKey())) {
        entries.remove();
        return new Start(entry.getKey(), entry.getValue());
      }
    }
    return null;
  }

  /** An attempt ends by its timeout; it is let be when the queue closes, to know how it went. */
  private void start(AlertGroup group, Turn turn) {
    var _ =
        delivery
            .attempt(group)
            .subscribeOn(scheduler)
            .subscribe(
                ignored -> {},
                failure -> {
                  failed(group, turn, failure);
                  ended(group);
                },
                () -> ended(group));
  }

  private void ended(AlertGroup group) {
    boolean idle;
    synchronized (this) {
      underWay.remove(group);
      idle = closed && underWay.isEmpty();
    }
    if (idle) {
      idleAfterClose.tryEmitEmpty();
    }
    startNext();
  }

  private void failed(AlertGroup group, Turn turn, Throwable failure) {
    Duration wait = pause.after(turn.failures);
    boolean again =
        !(failure instanceof NotifyException refusal && !refusal.isPassing())
            && !clock.instant().plus(wait).isAfter(turn.until);
    meters.count(again ? Outcome.RETRIED : Outcome.FAILED);
    if (again) {
      logger.debug("{} was not told and is tried again in {}", name(), wait, failure);
      Turn next = new Turn(turn.failures + 1, turn.until);
      timers.add(
          scheduler.schedule(() -> retry(group, next), wait.toMillis(), TimeUnit.MILLISECONDS));
    } else {
      logger.warn(
          "{} was not told of {} after {} attempts: {}",
          name(),
          group.key(),
          turn.failures + 1,
          failure.getMessage());
    }
  }

  private void retry(AlertGroup group, Turn turn) {
    synchronized (this) {
      // A flush that came meanwhile has the same to tell.
      if (waiting.containsKey(group) || underWay.contains(group)) {
        return;
      }
    }
    add(group, turn);
    startNext();
  }

  private String name() {
    return "receiver \"%s\" by %s".formatted(integration.receiver(), integration.name());
  }

  /** Takes and starts nothing more; completes when the last attempt has ended. */
  Mono<Void> close() {
    boolean idle;
    synchronized (this) {
      closed = true;
      waiting.clear();
      idle = underWay.isEmpty();
    }
    timers.dispose();
    if (idle) {
      idleAfterClose.tryEmitEmpty();
    }
    return idleAfterClose.asMono();
  }
}
