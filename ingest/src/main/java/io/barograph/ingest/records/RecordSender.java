package io.barograph.ingest.records;

import java.util.Map;
import java.util.TreeMap;

/**
 * An agent as it said who it is.
 *
 * @param host as the agent names it
 * @param bucket of the host, or empty
 * @param labels of the host
 */
public record RecordSender(
    String host, String bucket, Map<String, String> labels, String agentVersion) {
  public RecordSender {
    labels = new TreeMap<>(labels);
  }
}
