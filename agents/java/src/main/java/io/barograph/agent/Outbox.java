package io.barograph.agent;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The batches that are not acknowledged: some are on their way, the others wait to be sent, for the
 * first time or again. Used by the agent's thread alone.
 */
final class Outbox {
  private final Map<Long, PendingBatch> unacknowledged = new LinkedHashMap<>();
  private final Deque<PendingBatch> unsent = new ArrayDeque<>();
  private long lastNumber;

  /** A number that no batch has had. */
  long nextNumber() {
    return ++lastNumber;
  }

  /** Takes a batch that is to be sent after those that wait. */
  void add(PendingBatch batch) {
    unacknowledged.put(batch.number(), batch);
    unsent.addLast(batch);
  }

  /** The batch to be sent next, or null if none waits. */
  @Nullable PendingBatch next() {
    return unsent.peekFirst();
  }

  /** Cuts the next batch after so many samples, and answers what it is now. */
  PendingBatch cutNext(int samples) {
    PendingBatch whole = unsent.removeFirst();
    PendingBatch head = whole.head(samples);
    PendingBatch tail = whole.tail(samples, nextNumber());
    unsent.addFirst(tail);
    unsent.addFirst(head);
    unacknowledged.put(head.number(), head);
    unacknowledged.put(tail.number(), tail);
    return head;
  }

  /** The next batch is on its way. */
  void nextIsSent() {
    unsent.removeFirst();
  }

  /** Forgets a batch, and answers what it was; null if it is not known. */
  @Nullable PendingBatch acknowledged(long number) {
    return unacknowledged.remove(number);
  }

  /** All are to be sent once more: what was on its way went down with its connection. */
  void sendAllAgain() {
    unsent.clear();
    unsent.addAll(unacknowledged.values());
  }

  /** Whether any batch is sent and unacknowledged. */
  boolean anyOnTheWay() {
    return unacknowledged.size() > unsent.size();
  }

  boolean isEmpty() {
    return unacknowledged.isEmpty();
  }

  /** Batches, sent or not. */
  int size() {
    return unacknowledged.size();
  }

  /** Samples of all batches. */
  long samples() {
    long samples = 0;
    for (PendingBatch batch : unacknowledged.values()) {
      samples += batch.size();
    }
    return samples;
  }

  /** Sets the index of every series that has a sample here. */
  void markSeries(BitSet indexes) {
    for (PendingBatch batch : unacknowledged.values()) {
      for (int series : batch.series()) {
        indexes.set(series);
      }
    }
  }

  void clear() {
    unacknowledged.clear();
    unsent.clear();
  }
}
