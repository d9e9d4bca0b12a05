package io.barograph.timescale.compact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WindowKeyTest {
  @Test
  void ordersByGroupThenHour() {
    assertThat(
            new long[] {
              WindowKey.of(0, Integer.MIN_VALUE),
              WindowKey.of(1, Integer.MIN_VALUE),
              WindowKey.of(1, -1),
              WindowKey.of(1, 0),
              WindowKey.of(1, Integer.MAX_VALUE),
              WindowKey.of(2, Integer.MIN_VALUE),
              WindowKey.of(Integer.MAX_VALUE, 0)
            })
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void givesBackGroupAndHour() {
    for (int hour : new int[] {Integer.MIN_VALUE, -1, 0, 1, 498_000, Integer.MAX_VALUE}) {
      long key = WindowKey.of(77, hour);
      assertThat(WindowKey.group(key)).isEqualTo(77);
      assertThat(WindowKey.hour(key)).isEqualTo(hour);
    }
  }

  @Test
  void placesSamplesByFlooringEvenBeforeTheEpoch() {
    assertThat(WindowKey.ofSample(5L << 7 | 127, 3_599_999)).isEqualTo(WindowKey.of(5, 0));
    assertThat(WindowKey.ofSample(5L << 7, -1)).isEqualTo(WindowKey.of(5, -1));
    assertThat(WindowKey.ofSample(5L << 7, Long.MIN_VALUE))
        .isEqualTo(WindowKey.of(5, Integer.MIN_VALUE));
    assertThat(WindowKey.ofSample(5L << 7, Long.MAX_VALUE))
        .isEqualTo(WindowKey.of(5, Integer.MAX_VALUE));
  }
}
