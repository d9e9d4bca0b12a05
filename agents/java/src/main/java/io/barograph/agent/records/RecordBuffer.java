package io.barograph.agent.records;

import com.google.protobuf.MessageLite;
import io.barograph.protocol.v1.RecordAck;
import io.barograph.protocol.v1.RecordRefusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records until they are acknowledged, within a bound on their number and their bytes. When it is
 * full the oldest record that waits makes room for the newest; what is on its way stays. Safe for
 * use by several threads.
 */
final class RecordBuffer {
  /** Encoded; a thousand records of a kind that agents see take a tenth of it. */
  static final int MOST_BYTES = 8 << 20;

  private static final int BATCH_RECORDS = 100;

  /** A server takes a mebibyte, and one record has less than the half of it. */
  private static final int BATCH_BYTES = 256 << 10;

  private final int mostRecords;
  private final Deque<MessageLite> waiting = new ArrayDeque<>();
  private final Map<Long, List<MessageLite>> sent = new LinkedHashMap<>();
  private int size;
  private long bytes;
  private long accepted;
  private long refused;
  private long dropped;
  private boolean closed;

  RecordBuffer(int mostRecords) {
    this.mostRecords = mostRecords;
  }

  synchronized void add(MessageLite message) {
    if (closed) {
      dropped++;
      return;
    }
    waiting.addLast(message);
    size++;
    bytes += message.getSerializedSize();
    while ((size > mostRecords || bytes > MOST_BYTES) && !waiting.isEmpty()) {
      forget(waiting.removeFirst());
      dropped++;
    }
  }

  private void forget(MessageLite message) {
    size--;
    bytes -= message.getSerializedSize();
  }

  /** The records that go out next; from now on they are on their way under this number. */
  synchronized List<MessageLite> take(long batch) {
    List<MessageLite> taken = new ArrayList<>();
    int takenBytes = 0;
    while (!waiting.isEmpty() && taken.size() < BATCH_RECORDS && takenBytes < BATCH_BYTES) {
      MessageLite next = waiting.removeFirst();
      takenBytes += next.getSerializedSize();
      taken.add(next);
    }
    sent.put(batch, taken);
    return taken;
  }

  synchronized void acknowledged(RecordAck ack) {
    List<MessageLite> batch = sent.remove(ack.getBatch());
    if (batch == null) {
      return;
    }
    batch.forEach(this::forget);
    accepted += ack.getAccepted();
    for (RecordRefusal refusal : ack.getRefusedList()) {
      refused += refusal.getRecords();
    }
  }

  /** What was on its way went down with its connection: it waits again, the oldest first. */
  synchronized void putBack() {
    List<List<MessageLite>> batches = new ArrayList<>(sent.values());
    for (List<MessageLite> batch : batches.reversed()) {
      for (MessageLite message : batch.reversed()) {
        waiting.addFirst(message);
      }
    }
    sent.clear();
  }

  /** Takes no more. */
  synchronized void close() {
    closed = true;
  }

  /** What is left will never be sent. */
  synchronized void dropAll() {
    close();
    dropped += size;
    waiting.clear();
    sent.clear();
    size = 0;
    bytes = 0;
  }

  synchronized boolean anyWaiting() {
    return !waiting.isEmpty();
  }

  synchronized boolean isEmpty() {
    return size == 0;
  }

  synchronized RecordCounts counts(long suppressed) {
    return new RecordCounts(size, accepted, refused, dropped, suppressed);
  }
}
