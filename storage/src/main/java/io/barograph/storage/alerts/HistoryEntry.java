package io.barograph.storage.alerts;

import io.barograph.model.Labels;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A row of the history of alerts.
 *
 * @param id rises with the time of writing, with gaps
 * @param firedAt when the alert began to fire, its end included
 * @param reason why it ended; empty when it began
 */
public record HistoryEntry(
    long id,
    Instant time,
    AlertEvent.Kind event,
    GroupKey group,
    Labels labels,
    Map<String, String> annotations,
    double value,
    String query,
    Instant activeAt,
    Instant firedAt,
    String reason) {
  public HistoryEntry {
    annotations = new TreeMap<>(annotations);
  }
}
