package io.barograph.testguards;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;

/** A garbage collection whose findings have reached their queues. */
final class GarbageCollection {
  private static final long TIMEOUT_MILLIS = 10_000;

  private GarbageCollection() {}

  /**
   * Collects twice: references found in one collection are queued in no particular order, but all
   * of them before any of the next.
   */
  static void complete() {
    collect();
    collect();
  }

  private static void collect() {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    PhantomReference<Object> garbage = new PhantomReference<>(new Object(), queue);
    System.gc();
    try {
      if (queue.remove(TIMEOUT_MILLIS) == null) {
        throw new IllegalStateException(
            "no garbage collection within %d ms; is -XX:+DisableExplicitGC set?"
                .formatted(TIMEOUT_MILLIS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a garbage collection", e);
    } finally {
      // A reference that is garbage itself is never queued.
      Reference.reachabilityFence(garbage);
    }
  }
}
