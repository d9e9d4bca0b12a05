package io.barograph.agent;

import io.barograph.model.MetricMetadata;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the server is to know about metrics, once on each connection. */
final class Descriptions {
  private final Map<String, MetricMetadata> all = new LinkedHashMap<>();
  private final Map<String, MetricMetadata> untold = new LinkedHashMap<>();

  void put(MetricMetadata description) {
    if (!description.equals(all.put(description.metric(), description))) {
      untold.put(description.metric(), description);
    }
  }

  /** Those that the connection has not been told, which it is now. */
  Collection<MetricMetadata> take() {
    if (untold.isEmpty()) {
      return List.of();
    }
    Collection<MetricMetadata> taken = List.copyOf(untold.values());
    untold.clear();
    return taken;
  }

  /** A new connection knows nothing. */
  void tellAllAgain() {
    untold.putAll(all);
  }
}
