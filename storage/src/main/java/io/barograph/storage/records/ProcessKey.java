package io.barograph.storage.records;

/**
 * A process by the labels that its series carry, the same over restarts.
 *
 * @param job name of the service; empty, with {@code instance}, where the host itself is meant
 * @param instance tells the processes of a job apart
 */
public record ProcessKey(String host, String job, String instance) {}
