package io.barograph.ingest.records;

/**
 * Whose records they are.
 *
 * @param host as the agent names it
 * @param bucket of the host, or empty
 */
public record RecordSender(String host, String bucket) {}
