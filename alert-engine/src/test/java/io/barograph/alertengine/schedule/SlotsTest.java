package io.barograph.alertengine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.storage.alerts.GroupKey;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SlotsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant NOW = Instant.parse("2026-11-23T00:00:30Z");

  @Test
  void slotsAreAnIntervalApartAndTheSameAfterARestart() {
    GroupKey key = new GroupKey("rules.yml", "group");
    Instant slot = new Slots(key, MINUTE).after(NOW);
    assertThat(Duration.between(NOW, slot)).isPositive().isLessThanOrEqualTo(MINUTE);
    assertThat(new Slots(key, MINUTE).after(slot)).isEqualTo(slot.plus(MINUTE));
    assertThat(new Slots(key, MINUTE).after(slot.minusMillis(1))).isEqualTo(slot);
  }

  @Test
  void groupsAreSpreadOverTheInterval() {
    long[] offsets =
        IntStream.range(0, 100)
            .mapToLong(
                i -> {
                  GroupKey key = new GroupKey("rules.yml", "group " + i);
                  return Duration.between(NOW, new Slots(key, MINUTE).after(NOW)).toSeconds() / 6;
                })
            .distinct()
            .toArray();
    assertThat(offsets).hasSize(10);
  }

  @Test
  void slotsThatPassedMeanwhileAreCounted() {
    Slots slots = new Slots(new GroupKey("rules.yml", "group"), MINUTE);
    Instant slot = slots.after(NOW);
    assertThat(slots.between(slot, slots.after(slot))).isZero();
    assertThat(slots.between(slot, slots.after(slot.plus(Duration.ofMinutes(3))))).isEqualTo(3);
  }

  @Test
  void clockThatRunsSlowlyGetsNoSlotTwiceAndOneThatWasSetBackWaitsForNone() {
    Slots slots = new Slots(new GroupKey("rules.yml", "group"), MINUTE);
    Instant slot = slots.after(NOW);
    assertThat(slots.following(slot, slot.minusMillis(5))).isEqualTo(slot.plus(MINUTE));
    Instant anHourAgo = slot.minus(Duration.ofHours(1));
    assertThat(slots.following(slot, anHourAgo)).isEqualTo(anHourAgo.plus(MINUTE));
  }
}
