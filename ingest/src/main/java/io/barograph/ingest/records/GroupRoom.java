package io.barograph.ingest.records;

import io.barograph.ingest.fingerprint.ExceptionFingerprint;
import io.barograph.storage.records.ExceptionEntry;
import io.barograph.storage.records.RecordEntry;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Bounds the groups that one channel can make: beyond so many an hour, exceptions go to one group
 * that says so. A sender whose fingerprints never repeat would fill a table otherwise.
 */
public final class GroupRoom {
  private static final int MOST = 1_000;
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final Set<String> ids = new HashSet<>();
  private long emptiedAt = Long.MIN_VALUE;

  /** The record, in another group if need be. */
  public RecordEntry fit(RecordEntry entry, long now) {
    if (!(entry instanceof ExceptionEntry exception)) {
      return entry;
    }
    if (emptiedAt == Long.MIN_VALUE || now - emptiedAt >= HOUR) {
      ids.clear();
      emptiedAt = now;
    }
    if (ids.contains(exception.group().id())
        || (ids.size() < MOST && ids.add(exception.group().id()))) {
      return entry;
    }
    return new ExceptionEntry(
        exception.head(),
        ExceptionFingerprint.overflow(
            exception.head().process().job(),
            "more than %d groups of exceptions in an hour from one agent".formatted(MOST)),
        exception.type(),
        exception.message(),
        exception.stack(),
        exception.origin(),
        exception.method(),
        exception.route(),
        exception.occurrences());
  }
}
