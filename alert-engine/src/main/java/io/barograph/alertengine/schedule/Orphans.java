package io.barograph.alertengine.schedule;

import static java.util.Objects.requireNonNull;

import io.barograph.storage.alerts.AlertStates;
import io.barograph.storage.alerts.GroupKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/**
 * Groups that were saved once, that no file has any more, and that nobody has evaluated for a
 * while: rules that were removed while no server ran. Their alerts would fire for ever.
 */
final class Orphans {
  /**
   * A server with other files that is being restarted gets so long to come back, and a group with a
   * long interval to be evaluated.
   */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AlertStates states;
  private final InstantSource clock;
  private Instant next = Instant.MIN;
  private Set<GroupKey> found = Set.of();

  Orphans(AlertStates states, InstantSource clock) {
    this.states = states;
    this.clock = clock;
  }

  /** Those beside the groups that are known; looks for them once a minute. */
  Set<GroupKey> among(Set<GroupKey> known) {
    Instant now = clock.instant();
    if (!now.isBefore(next)) {
      next = now.plus(PAUSE);
      found = look(known, now.minus(ABANDONED));
    }
    return found;
  }

  private Set<GroupKey> look(Set<GroupKey> known, Instant abandoned) {
    Set<GroupKey> orphans = new HashSet<>();
    for (GroupKey key : requireNonNull(states.saved().block(PATIENCE))) {
      if (!known.contains(key)) {
        Instant evaluated = requireNonNull(states.load(key).block(PATIENCE)).evaluated();
        if (evaluated != null && evaluated.isBefore(abandoned)) {
          orphans.add(key);
        }
      }
    }
    return orphans;
  }
}
