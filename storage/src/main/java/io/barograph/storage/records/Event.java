package io.barograph.storage.records;

/**
 * Something that happened to a process or host once.
 *
 * @param kind {@code start}, {@code exit}, {@code restart}, {@code deploy}, {@code offline} or
 *     another name, lower case with underscores
 */
public record Event(RecordHead head, String kind, String message) implements RecordEntry {}
