package io.barograph.timescale.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.storage.TimeRange;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SlotSamplesTest {
  private static final TimeRange RANGE = new TimeRange(0, 6_000);

  private final SlotSamples samples = new SlotSamples(3, RANGE);

  /** Adds samples at these times, of which each has the value of its time and its slot. */
  private void add(int slot, long... times) {
    double[] values = Arrays.stream(times).mapToDouble(time -> time + slot / 10.0).toArray();
    samples.add(slot, times, values, 0, times.length);
  }

  private void assertHolds(int slot, long... times) {
    assertThat(samples.count(slot)).isEqualTo(times.length);
    assertThat(Arrays.copyOf(samples.timestamps(slot), times.length)).isEqualTo(times);
    assertThat(Arrays.copyOf(samples.values(slot), times.length))
        .isEqualTo(Arrays.stream(times).mapToDouble(time -> time + slot / 10.0).toArray());
  }

  @Test
  void seriesWithTheSameTimestampsShareThem() {
    for (int slot = 0; slot < 3; slot++) {
      add(slot, 0, 10, 20);
    }
    for (int slot = 0; slot < 3; slot++) {
      add(slot, 30, 40);
    }
    assertHolds(1, 0, 10, 20, 30, 40);
    assertThat(samples.timestamps(0))
        .isSameAs(samples.timestamps(1))
        .isSameAs(samples.timestamps(2));
    assertThat(samples.size()).isEqualTo(15);
  }

  @Test
  void whoGoesOnInAnotherWayHasTimestampsOfItsOwn() {
    add(0, 0, 10);
    add(1, 0, 10);
    add(2, 0, 11);
    add(0, 20, 30);
    add(1, 20, 31);
    add(2, 20);
    add(0, 40);
    assertHolds(0, 0, 10, 20, 30, 40);
    assertHolds(1, 0, 10, 20, 31);
    assertHolds(2, 0, 11, 20);
  }

  @Test
  void whoEndsEarlierStillShares() {
    add(0, 0, 10, 20, 30);
    add(1, 0, 10);
    assertHolds(1, 0, 10);
    assertThat(samples.timestamps(0)).isSameAs(samples.timestamps(1));
    add(1, 25);
    assertHolds(0, 0, 10, 20, 30);
    assertHolds(1, 0, 10, 25);
  }

  @Test
  void whatWasHandedOutStaysWhenMoreComes() {
    add(0, 0, 10);
    add(1, 0, 10);
    long[] timestamps = samples.timestamps(0);
    double[] values = samples.values(0);
    add(1, LongStream.range(2, 500).map(i -> i * 10).toArray());
    assertThat(Arrays.copyOf(timestamps, 2)).containsExactly(0, 10);
    assertThat(Arrays.copyOf(values, 2)).containsExactly(0, 10);
    assertHolds(0, 0, 10);
  }

  @Test
  void denseSamplesClaimLittleRoomForALongRange() {
    SlotSamples forever = new SlotSamples(100, new TimeRange(0, 40_000));
    long[] times = {0, 1};
    for (int slot = 0; slot < 100; slot++) {
      forever.add(slot, times, new double[2], 0, 2);
    }
    assertThat(IntStream.range(0, 100).map(slot -> forever.values(slot).length).sum())
        .isLessThan(300_000);
  }

  @Test
  void randomRunsComeOutAsTheyWentIn() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 300; round++) {
      int slots = 1 + random.nextInt(6);
      SlotSamples all = new SlotSamples(slots, RANGE);
      long[][] expected = new long[slots][0];
      for (int window = 0; window < 5; window++) {
        long start = window * 1_000;
        long[] usual =
            LongStream.range(0, 1 + random.nextInt(20)).map(i -> start + i * 10).toArray();
        for (int slot = 0; slot < slots; slot++) {
          long[] times = usual.clone();
          if (random.nextInt(4) == 0) {
            times = Arrays.copyOf(times, random.nextInt(times.length + 1));
          } else if (random.nextInt(4) == 0) {
            times[random.nextInt(times.length)] += 3;
          }
          if (times.length > 0) {
            all.add(slot, times, Arrays.stream(times).asDoubleStream().toArray(), 0, times.length);
          }
          expected[slot] =
              LongStream.concat(Arrays.stream(expected[slot]), Arrays.stream(times)).toArray();
        }
      }
      for (int slot = 0; slot < slots; slot++) {
        int count = all.count(slot);
        assertThat(count).isEqualTo(expected[slot].length);
        if (count > 0) {
          assertThat(Arrays.copyOf(all.timestamps(slot), count)).isEqualTo(expected[slot]);
          assertThat(
                  Arrays.stream(all.values(slot), 0, count)
                      .mapToLong(value -> (long) value)
                      .toArray())
              .isEqualTo(expected[slot]);
        }
      }
    }
  }
}
