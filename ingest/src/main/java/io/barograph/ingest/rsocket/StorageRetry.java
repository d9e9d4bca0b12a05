package io.barograph.ingest.rsocket;

import io.barograph.storage.StorageUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Tries again while storage is away, with growing waits, for as long as the channel lives. The
 * batch stays where it is meanwhile and its place in flight stays taken, which is what stops the
 * sender.
 */
final class StorageRetry {
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private final Scheduler scheduler;
  private final AtomicInteger waiting = new AtomicInteger();

  StorageRetry(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  <T> Mono<T> untilAvailable(Mono<T> attempt) {
    return Mono.defer(
        () -> {
          // One for this subscription: whether it is among those that wait.
          Waiter waiter = new Waiter();
          return attempt
              .doOnError(StorageUnavailableException.class, e -> waiter.waits())
              .retryWhen(
                  Retry.backoff(Long.MAX_VALUE, FIRST)
                      .maxBackoff(LONGEST)
                      .jitter(0.5)
                      .scheduler(scheduler)
                      .filter(StorageUnavailableException.class::isInstance))
              .doFinally(signal -> waiter.done());
        });
  }

  /** Calls that wait for storage to come back, now. */
  int waiting() {
    return waiting.get();
  }

  private final class Waiter {
    private boolean counted;

    synchronized void waits() {
      if (!counted) {
        counted = true;
        waiting.incrementAndGet();
      }
    }

    synchronized void done() {
      if (counted) {
        counted = false;
        waiting.decrementAndGet();
      }
    }
  }
}
