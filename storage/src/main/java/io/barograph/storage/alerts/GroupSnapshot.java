package io.barograph.storage.alerts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server that takes over a group must know.
 *
 * @param alerts the ended ones that are still kept included
 * @param evaluated the time of the last evaluation, or null if there was none
 */
public record GroupSnapshot(List<AlertRecord> alerts, @Nullable Instant evaluated) {
  public GroupSnapshot {
    alerts = List.copyOf(alerts);
  }
}
