package io.barograph.storage.records;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** How a group follows from its exceptions. */
final class GroupArithmetic {
  private GroupArithmetic() {}

  /** A group of one exception. */
  static ExceptionGroup first(ExceptionEntry entry) {
    RecordHead head = entry.head();
    return new ExceptionGroup(
        entry.group().id(),
        head.process().job(),
        entry.type(),
        entry.group().message(),
        head.time(),
        head.time(),
        entry.occurrences(),
        List.of(head.process().host()),
        List.of(head.bucket()),
        GroupState.OPEN,
        head.time(),
        "");
  }

  /** Both together; an exception after the group was resolved reopens it. */
  static ExceptionGroup join(ExceptionGroup known, ExceptionGroup one) {
    boolean reopened =
        known.state() == GroupState.RESOLVED && one.lastSeen().isAfter(known.stateSince());
    return new ExceptionGroup(
        known.id(),
        known.job(),
        known.type(),
        known.message(),
        one.firstSeen().isBefore(known.firstSeen()) ? one.firstSeen() : known.firstSeen(),
        one.lastSeen().isAfter(known.lastSeen()) ? one.lastSeen() : known.lastSeen(),
        known.count() + one.count(),
        union(known.hosts(), one.hosts()),
        union(known.buckets(), one.buckets()),
        reopened ? GroupState.REOPENED : known.state(),
        reopened ? one.lastSeen() : known.stateSince(),
        reopened ? "" : known.changedBy());
  }

  private static List<String> union(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream())
        .distinct()
        .sorted()
        .limit(ExceptionGroup.MOST_HOSTS)
        .toList();
  }

  static ExceptionGroup changed(ExceptionGroup group, GroupState state, String by, Instant at) {
    return new ExceptionGroup(
        group.id(),
        group.job(),
        group.type(),
        group.message(),
        group.firstSeen(),
        group.lastSeen(),
        group.count(),
        group.hosts(),
        group.buckets(),
        state,
        at,
        by);
  }
}
