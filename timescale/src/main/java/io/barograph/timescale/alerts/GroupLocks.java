package io.barograph.timescale.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.model.Fingerprint;
import io.barograph.storage.alerts.GroupKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The advisory locks of groups, one for each, that a session holds. */
final class GroupLocks {
  /** ASCII "bar" keeps us apart from other users of the same database; the rest is a hash. */
  private static final long NAMESPACE = 0x626172L << 40;

  private static final int HASH_SHIFT = Long.SIZE - 40;

  private final Set<GroupKey> held = new HashSet<>();

  Set<GroupKey> held() {
    return Set.copyOf(held);
  }

  boolean holds(GroupKey group) {
    return held.contains(group);
  }

  /** Takes what of {@code wanted} is free, and lets go of everything else. */
  void keep(Connection session, Set<GroupKey> wanted) throws SQLException {
    List<GroupKey> unwanted = held.stream().filter(group -> !wanted.contains(group)).toList();
    if (!unwanted.isEmpty()) {
      call(session, "pg_advisory_unlock", unwanted);
      unwanted.forEach(held::remove);
    }
    // Not those we have: a session could take its own lock twice and would then give it back once.
    List<GroupKey> missing = wanted.stream().filter(group -> !held.contains(group)).toList();
    if (!missing.isEmpty()) {
      held.addAll(call(session, "pg_try_advisory_lock", missing));
    }
  }

  private static Set<GroupKey> call(Connection session, String function, List<GroupKey> groups)
      throws SQLException {
    Set<GroupKey> done = new HashSet<>();
    try (PreparedStatement statement =
        session.prepareStatement(
            "SELECT "
                + function
                + "(key) FROM unnest(?) WITH ORDINALITY AS l (key, o) ORDER BY o")) {
      statement.setArray(1, keys(session, groups));
      try (ResultSet rows = statement.executeQuery()) {
        for (GroupKey group : groups) {
          rows.next();
          if (rows.getBoolean(1)) {
            done.add(group);
          }
        }
      }
    }
    return done;
  }

  private static Array keys(Connection session, Collection<GroupKey> groups) throws SQLException {
    return session.createArrayOf("bigint", groups.stream().map(GroupLocks::key).toArray());
  }

  private static Long key(GroupKey group) {
    byte[] bytes = (group.file() + '\0' + group.name()).getBytes(UTF_8);
    return NAMESPACE | Fingerprint.xxHash64(bytes, 0, bytes.length) >>> HASH_SHIFT;
  }
}
