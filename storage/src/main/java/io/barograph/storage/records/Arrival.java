package io.barograph.storage.records;

/**
 * A record with the number of its arrival.
 *
 * @param number rises with the time of writing, with gaps
 */
public record Arrival<T extends RecordEntry>(long number, T entry) {}
