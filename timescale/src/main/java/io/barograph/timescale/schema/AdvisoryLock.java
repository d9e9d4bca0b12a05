package io.barograph.timescale.schema;

import static java.util.stream.Collectors.toMap;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Every PostgreSQL advisory lock that Barograph takes. Migrations see them as placeholders. */
public enum AdvisoryLock {
  /** Held for a whole session by the server that migrates. */
  MIGRATION(1),
  /**
   * Shared by every flush until it commits; exclusive for a moment by whoever must know that no
   * flush is under way: the compactor that closes a span of arrival, the expiry of series.
   */
  FLUSH(2),
  /** Held for a whole session by the server that leads. */
  LEADER(3),
  /** Held by the session in which a compaction runs, whoever asked for it. */
  COMPACTION(4),
  /** Held for a whole session by the server that tells receivers of alerts. */
  NOTIFICATION(5);

  /** ASCII "baro" in the upper half keeps us apart from other users of the same database. */
  private static final long NAMESPACE = 0x6261726FL << 32;

  private final long key;

  AdvisoryLock(int number) {
    this.key = NAMESPACE | number;
  }

  /** What {@code pg_advisory_lock} and its kin take. */
  public long key() {
    return key;
  }

  static Map<String, String> placeholders() {
    return Arrays.stream(values())
        .collect(
            toMap(
                lock -> "lock_" + lock.name().toLowerCase(Locale.ROOT),
                lock -> Long.toString(lock.key)));
  }
}
