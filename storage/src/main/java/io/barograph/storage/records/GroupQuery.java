package io.barograph.storage.records;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page of groups of exceptions, last seen first. Empty texts and sets mean all.
 *
 * @param from groups last seen earlier are left out
 * @param to groups first seen later are left out
 * @param before the last group of the page before this one, or null
 */
public record GroupQuery(
    Instant from,
    Instant to,
    String bucket,
    String host,
    String job,
    Set<GroupState> states,
    @Nullable Place before,
    int limit) {
  public GroupQuery {
    states = Set.copyOf(states);
  }

  /** A group's place in the order of pages. */
  public record Place(Instant lastSeen, String id) {}

  /** Whether a group is wanted, its place in the order aside. */
  public boolean accepts(ExceptionGroup group) {
    return !group.lastSeen().isBefore(from)
        && !group.firstSeen().isAfter(to)
        && (bucket.isEmpty() || group.buckets().contains(bucket))
        && (host.isEmpty() || group.hosts().contains(host))
        && (job.isEmpty() || group.job().equals(job))
        && (states.isEmpty() || states.contains(group.state()));
  }
}
