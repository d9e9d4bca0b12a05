package io.barograph.timescale.waiting;

import io.barograph.storage.StorageUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Callers wait in line; whenever a worker is free it takes all that wait, up to a bound, does one
 * piece of work for them together, and answers them. Under little load an item is worked on at
 * once, under much load the pieces grow.
 *
 * <p>A piece may wait a little for those who were answered last, because they are likely to come
 * again, and one piece costs less than two. Whoever comes alone, or after a while, waits for
 * nobody.
 *
 * <p>The weight of all that waits has a bound; beyond it {@link #add} fails at once. Cancelling
 * takes an item out of the line, but does not disturb work that others share.
 */
public final class WaitingLine<T extends WaitingLine.Item> {
  private final Settings settings;
  private final Function<List<T>, Mono<Void>> work;
  private final Scheduler scheduler;
  private final Deque<Waiter<T>> waiters = new ArrayDeque<>();
  private volatile Disposable running = Disposables.disposed();
  private final Sinks.Empty<Void> drained = Sinks.empty();
  private final Pause pause;
  private Disposable wakeUp = Disposables.disposed();
  private long waiting;
  private boolean busy;
  private boolean closed;

  /** What waits. */
  public interface Item {
    /** What counts towards the bounds, such as samples; at least 1. */
    int weight();
  }

  /**
   * Bounds of a line.
   *
   * @param name what waits, for messages: {@code samples}
   * @param maxWaiting weight of all that waits; a single item may weigh more if it comes alone
   * @param maxAtOnce weight that one piece of work takes; it always takes at least one item
   * @param longestPause how long a piece may wait for those who were answered last, though never
   *     longer than twice what their piece took
   */
  public record Settings(String name, long maxWaiting, long maxAtOnce, Duration longestPause) {
    /** A line in which nothing waits while the worker is free. */
    public Settings(String name, long maxWaiting, long maxAtOnce) {
      this(name, maxWaiting, maxAtOnce, Duration.ZERO);
    }
  }

  private static final class Waiter<T> {
    private final T item;
    private final MonoSink<Void> sink;

    Waiter(T item, MonoSink<Void> sink) {
      this.item = item;
      this.sink = sink;
    }
  }

  /**
   * A line that is open.
   *
   * @param work answers everyone it was given when it completes or fails; subscribed to on {@code
   *     scheduler}
   */
  public WaitingLine(Settings settings, Scheduler scheduler, Function<List<T>, Mono<Void>> work) {
    this.settings = settings;
    this.scheduler = scheduler;
    this.work = work;
    this.pause = new Pause(settings);
  }

  /** Completes or fails with the piece of work that takes the item; enqueues on subscription. */
  public Mono<Void> add(T item) {
    return Mono.create(sink -> enqueue(new Waiter<>(item, sink)));
  }

  /** Weight of all that waits and is not being worked on. */
  public synchronized long waiting() {
    return waiting;
  }

  /** Fails everyone who waits; work that has begun goes on. */
  public void failWaiting(Throwable error) {
    List<Waiter<T>> failed;
    synchronized (this) {
      failed = List.copyOf(waiters);
      waiters.clear();
      waiting = 0;
    }
    failed.forEach(waiter -> waiter.sink.error(error));
  }

  /** Takes no more, works off what waits, then completes. */
  public Mono<Void> close() {
    return Mono.defer(
        () -> {
          synchronized (this) {
            closed = true;
            completeIfDrained();
          }
          startWork();
          return drained.asMono();
        });
  }

  /** Takes no more, fails what waits and abandons work that has begun. */
  public void abandon() {
    synchronized (this) {
      closed = true;
    }
    failWaiting(closedError());
    running.dispose();
  }

  private void enqueue(Waiter<T> waiter) {
    StorageUnavailableException refusal = null;
    int weight = waiter.item.weight();
    synchronized (this) {
      if (closed) {
        refusal = closedError();
      } else if (waiting > 0 && waiting + weight > settings.maxWaiting) {
        refusal =
            new StorageUnavailableException(
                "%d %s wait to be stored, limit is %d; send again later"
                    .formatted(waiting, settings.name, settings.maxWaiting),
                Duration.ofSeconds(1));
      } else {
        waiters.add(waiter);
        waiting += weight;
      }
    }
    if (refusal != null) {
      waiter.sink.error(refusal);
      return;
    }
    waiter.sink.onCancel(() -> remove(waiter));
    startWork();
  }

  private StorageUnavailableException closedError() {
    return new StorageUnavailableException("the store is closed", Duration.ofSeconds(5));
  }

  private synchronized void remove(Waiter<T> waiter) {
    if (waiters.remove(waiter)) {
      waiting -= waiter.item.weight();
      completeIfDrained();
    }
  }

  private void startWork() {
    List<Waiter<T>> taken = take();
    if (!taken.isEmpty()) {
      begin(taken);
    }
  }

  private synchronized List<Waiter<T>> take() {
    List<Waiter<T>> taken = new ArrayList<>();
    if (!busy && !pauses()) {
      long weight = 0;
      for (Waiter<T> next = waiters.peek();
          next != null && (taken.isEmpty() || weight + next.item.weight() <= settings.maxAtOnce);
          next = waiters.peek()) {
        weight += next.item.weight();
        taken.add(waiters.remove());
      }
      waiting -= weight;
      busy = !taken.isEmpty();
      if (busy) {
        wakeUp.dispose();
        pause.pieceBegins(weight, now());
      }
    }
    return taken;
  }

  /** Whether what waits should wait for more; if so, the line looks again when that is over. */
  private boolean pauses() {
    if (closed || waiters.isEmpty()) {
      return false;
    }
    long left = pause.left(waiting, now());
    if (left > 0 && wakeUp.isDisposed()) {
      wakeUp = scheduler.schedule(this::startWork, left, TimeUnit.NANOSECONDS);
    }
    return left > 0;
  }

  private long now() {
    return scheduler.now(TimeUnit.NANOSECONDS);
  }

  private void begin(List<Waiter<T>> taken) {
    List<T> items = taken.stream().map(waiter -> waiter.item).toList();
    Disposable.Swap piece = Disposables.swap();
    running = piece; // before the piece can end and the next one take its place
    piece.update(
        Mono.defer(() -> work.apply(items))
            .subscribeOn(scheduler)
            .doOnCancel(() -> taken.forEach(waiter -> waiter.sink.error(closedError())))
            .subscribe(
                ignored -> {},
                error -> finish(taken, waiter -> waiter.sink.error(error)),
                () -> finish(taken, waiter -> waiter.sink.success())));
  }

  /** Takes the next piece before it answers, so that the worker never waits for callers. */
  private void finish(List<Waiter<T>> taken, Consumer<Waiter<T>> answer) {
    synchronized (this) {
      busy = false;
      pause.pieceEnds(waiting, now());
    }
    startWork();
    taken.forEach(answer);
    synchronized (this) {
      completeIfDrained();
    }
  }

  private void completeIfDrained() {
    if (closed && !busy && waiters.isEmpty()) {
      drained.tryEmitEmpty();
    }
  }
}
