package io.barograph.storage.alerts;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * What an integration was last told of a group of alerts, and took.
 *
 * @param firing hashes of the alerts it knows as firing
 * @param resolved hashes of alerts it knows as ended, the latest last
 */
public record NotificationRecord(
    NotificationKey key, SequencedSet<Long> firing, SequencedSet<Long> resolved, Instant sentAt) {
  public NotificationRecord {
    firing = new LinkedHashSet<>(firing);
    resolved = new LinkedHashSet<>(resolved);
  }
}
