package io.barograph.ingest.records;

import io.barograph.protocol.v1.RecordRefusal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one batch lost and why: a count and one sentence for each reason. */
public final class RecordRefusals {
  private final Map<RecordRefusalReason, RecordRefusal.Builder> byReason =
      new EnumMap<>(RecordRefusalReason.class);

  /** Counts a record; the sentence of the first of its reason is kept. */
  void add(RecordRefusalReason reason, String message) {
    RecordRefusal.Builder refusal =
        byReason.computeIfAbsent(
            reason,
            first -> RecordRefusal.newBuilder().setReason(first.text()).setMessage(message));
    refusal.setRecords(refusal.getRecords() + 1);
  }

  public boolean isEmpty() {
    return byReason.isEmpty();
  }

  /** As the acknowledgement has them. */
  public List<RecordRefusal> messages() {
    return byReason.values().stream().map(RecordRefusal.Builder::build).toList();
  }

  /** Records refused for a reason. */
  public long count(RecordRefusalReason reason) {
    RecordRefusal.Builder refusal = byReason.get(reason);
    return refusal == null ? 0 : refusal.getRecords();
  }
}
