package io.barograph.agent.records;

import java.util.Map;

/**
 * One request that is worth keeping.
 *
 * @param time when it came in, milliseconds since the Unix epoch
 * @param durationNanos until its answer was complete
 * @param route template of the path, such as {@code /hotel/{id}}
 * @param status HTTP status; 0 where the client went before there was one
 * @param path as it came, without query
 * @param clientAddress may be empty
 * @param traceId may be empty
 * @param attributes what else helps; a server keeps 32
 */
public record RequestDetails(
    long time,
    long durationNanos,
    String method,
    String route,
    int status,
    String path,
    String clientAddress,
    String traceId,
    Map<String, String> attributes) {
  public RequestDetails {
    attributes = Map.copyOf(attributes);
  }
}
