package io.barograph.storage.records;

import java.time.Instant;
import java.util.List;

/**
 * Exceptions of one job that are alike.
 *
 * @param message of the first of them, folded
 * @param count of occurrences, records that retention has dropped included
 * @param hosts the first hundred it was seen on, in order
 * @param buckets of these hosts
 * @param stateSince when the state was last changed; first seen, if never
 * @param changedBy who changed it; empty if nobody has
 */
public record ExceptionGroup(
    String id,
    String job,
    String type,
    String message,
    Instant firstSeen,
    Instant lastSeen,
    long count,
    List<String> hosts,
    List<String> buckets,
    GroupState state,
    Instant stateSince,
    String changedBy) {
  /** Hosts and buckets that a group remembers. */
  public static final int MOST_HOSTS = 100;

  public ExceptionGroup {
    hosts = List.copyOf(hosts);
    buckets = List.copyOf(buckets);
  }

  /** Its place in the order of pages. */
  public GroupQuery.Place place() {
    return new GroupQuery.Place(lastSeen, id);
  }
}
