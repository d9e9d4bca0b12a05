package io.barograph.alertengine.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.model.Fingerprint;
import io.barograph.storage.alerts.GroupKey;
import java.time.Duration;
import java.time.Instant;

/**
 * The times at which a group is evaluated: every interval, at an offset that spreads groups over it
 * and is the same on every server and after every restart.
 */
final class Slots {
  private final long intervalMillis;
  private final long offsetMillis;

  Slots(GroupKey group, Duration interval) {
    byte[] name = (group.file() + '\0' + group.name()).getBytes(UTF_8);
    this.intervalMillis = interval.toMillis();
    this.offsetMillis =
        Long.remainderUnsigned(Fingerprint.xxHash64(name, 0, name.length), intervalMillis);
  }

  /** The first slot after a time. */
  Instant after(Instant time) {
    long passed = Math.floorDiv(time.toEpochMilli() - offsetMillis, intervalMillis);
    return Instant.ofEpochMilli((passed + 1) * intervalMillis + offsetMillis);
  }

  /** The slot after one of them: a later one, unless the clock was set back since. */
  Instant following(Instant slot, Instant now) {
    return after(now.isBefore(slot) && !isSetBack(slot, now) ? slot : now);
  }

  /** Whether it is too early for a slot by more than clocks that are corrected explain. */
  boolean isSetBack(Instant slot, Instant now) {
    return now.isBefore(slot.minusMillis(intervalMillis));
  }

  /** How many slots lie between two slots, neither of them counted. */
  long between(Instant slot, Instant later) {
    return Math.max(0, Duration.between(slot, later).toMillis() / intervalMillis - 1);
  }
}
