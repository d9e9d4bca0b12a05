package io.barograph.storage.records;

/**
 * One request that was worth keeping: slow or failed.
 *
 * @param route template of the path, such as {@code /hotel/:id}
 * @param status of HTTP; 0 where the client went before there was one
 * @param path as it came, without query
 */
public record Transaction(
    RecordHead head,
    double durationSeconds,
    String method,
    String route,
    int status,
    String path,
    String clientAddress,
    long requestBytes,
    long responseBytes,
    String traceId)
    implements RecordEntry {}
