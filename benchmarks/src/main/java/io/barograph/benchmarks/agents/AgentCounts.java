package io.barograph.benchmarks.agents;

import io.barograph.protocol.v1.RecordAck;
import io.barograph.protocol.v1.RecordRefusal;
import io.barograph.protocol.v1.Refusal;
import io.barograph.protocol.v1.WriteAck;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;

/** What all agents have sent and what became of it. */
final class AgentCounts {
  private static final int MOST_REASONS = 10;

  private final LongAdder samplesSent = new LongAdder();
  private final LongAdder samplesAccepted = new LongAdder();
  private final LongAdder samplesRefused = new LongAdder();
  private final LongAdder recordsSent = new LongAdder();
  private final LongAdder recordsAccepted = new LongAdder();
  private final LongAdder recordsRefused = new LongAdder();
  private final LongAdder endedConnections = new LongAdder();
  private final Latencies firstAcknowledgements = new Latencies();
  private final Latencies acknowledgements = new Latencies();
  private volatile boolean isFirstMinute = true;
  private final Set<String> reasons = new ConcurrentSkipListSet<>();

  /** From now on nothing is new to the server. */
  void firstMinuteIsOver() {
    isFirstMinute = false;
  }

  void samplesSent(int samples) {
    samplesSent.add(samples);
  }

  void samplesAcknowledged(WriteAck ack, long nanos) {
    samplesAccepted.add(ack.getAccepted());
    (isFirstMinute ? firstAcknowledgements : acknowledgements).add(nanos);
    for (Refusal refusal : ack.getRefusedList()) {
      samplesRefused.add(refusal.getSamples());
      reason(refusal.getMessage());
    }
  }

  void recordsSent(int records) {
    recordsSent.add(records);
  }

  void recordsAcknowledged(RecordAck ack) {
    recordsAccepted.add(ack.getAccepted());
    for (RecordRefusal refusal : ack.getRefusedList()) {
      recordsRefused.add(refusal.getRecords());
      reason(refusal.getMessage());
    }
  }

  void connectionEnded(Throwable cause) {
    endedConnections.increment();
    reason(String.valueOf(cause.getMessage()));
  }

  private void reason(String reason) {
    if (reasons.size() < MOST_REASONS) {
      reasons.add(reason);
    }
  }

  long samplesAccepted() {
    return samplesAccepted.sum();
  }

  /** Refused, or lost with its connection. */
  boolean anyLost() {
    return samplesRefused.sum() + recordsRefused.sum() + endedConnections.sum() > 0;
  }

  void print() {
    System.out.printf(
        "%d samples sent, %d acknowledged, %d refused; %d records sent, %d acknowledged, %d"
            + " refused; %d connections ended%n",
        samplesSent.sum(),
        samplesAccepted.sum(),
        samplesRefused.sum(),
        recordsSent.sum(),
        recordsAccepted.sum(),
        recordsRefused.sum(),
        endedConnections.sum());
    System.out.printf(
        "acknowledged after %.0f ms (p50), %.0f ms (p95), %.0f ms (the slowest); in the first"
            + " minute %.0f ms (p95)%n",
        acknowledgements.millis(0.5),
        acknowledgements.millis(0.95),
        acknowledgements.millis(1),
        firstAcknowledgements.millis(0.95));
    reasons.forEach(System.out::println);
  }
}
