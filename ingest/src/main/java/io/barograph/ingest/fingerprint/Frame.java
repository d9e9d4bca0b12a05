package io.barograph.ingest.fingerprint;

/**
 * A call on a stack.
 *
 * @param inApp of the program itself, not of a library or the runtime
 */
public record Frame(String function, String file, boolean inApp) {}
