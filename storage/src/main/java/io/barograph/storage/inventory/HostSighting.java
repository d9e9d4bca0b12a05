package io.barograph.storage.inventory;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Data that came from a host.
 *
 * @param labels as the agent gave them when it connected
 * @param details null where the agent has not reported any: what is known stays
 */
public record HostSighting(
    String host,
    String bucket,
    Map<String, String> labels,
    String agentVersion,
    @Nullable HostDetails details,
    Instant seen) {
  public HostSighting {
    labels = new TreeMap<>(labels);
  }
}
