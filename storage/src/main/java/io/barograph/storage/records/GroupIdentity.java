package io.barograph.storage.records;

/**
 * What exceptions of one group have in common.
 *
 * @param id of the group: follows from the job and what tells its exceptions apart
 * @param message with what changes from one to the next folded
 */
public record GroupIdentity(String id, String message) {}
