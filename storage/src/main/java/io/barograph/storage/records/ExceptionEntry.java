package io.barograph.storage.records;

/**
 * One exception, or several alike that its sender has counted.
 *
 * @param group to which it belongs
 * @param stack as the runtime prints it
 * @param origin what caught it, such as {@code uncaught}
 * @param occurrences how many it stands for, at least 1
 */
public record ExceptionEntry(
    RecordHead head,
    GroupIdentity group,
    String type,
    String message,
    String stack,
    String origin,
    String method,
    String route,
    long occurrences)
    implements RecordEntry {
  public ExceptionEntry {
    if (occurrences < 1) {
      throw new IllegalArgumentException("occurrences must be at least 1, got " + occurrences);
    }
  }
}
