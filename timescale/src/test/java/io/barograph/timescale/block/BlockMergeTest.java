package io.barograph.timescale.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BlockMergeTest {
  private final BlockMerge merge = new BlockMerge();

  @Test
  void theLastAddedWinsForTheSameTimestamp() {
    add(1, 10.0, 2, 20.0, 3, 30.0);
    add(2, 21.0);
    add(0, 1.0, 3, 31.0, 4, 41.0);
    assertMerged(Map.of(0L, 1.0, 1L, 10.0, 2L, 21.0, 3L, 31.0, 4L, 41.0));
  }

  @Test
  void aRunAddedTwiceChangesNothing() {
    add(1, 10.0, 2, 20.0);
    add(1, 10.0, 2, 20.0);
    assertMerged(Map.of(1L, 10.0, 2L, 20.0));
  }

  @Test
  void randomRunsMergeLikeASortedMap() {
    Random random = new Random(20261122);
    for (int round = 0; round < 2_000; round++) {
      merge.clear();
      TreeMap<Long, Double> expected = new TreeMap<>();
      int runs = random.nextInt(6);
      for (int run = 0; run < runs; run++) {
        long[] times = random.longs(random.nextInt(20), 0, 40).sorted().distinct().toArray();
        double[] values = random.doubles(times.length).toArray();
        merge.add(times, values, 0, times.length);
        for (int i = 0; i < times.length; i++) {
          expected.put(times[i], values[i]);
        }
      }
      assertMerged(expected);
    }
  }

  private void add(double... pairs) {
    int count = pairs.length / 2;
    long[] times = new long[count];
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      times[i] = (long) pairs[2 * i];
      values[i] = pairs[2 * i + 1];
    }
    merge.add(times, values, 0, count);
  }

  private void assertMerged(Map<Long, Double> expected) {
    TreeMap<Long, Double> sorted = new TreeMap<>(expected);
    assertThat(Arrays.copyOf(merge.timestamps(), merge.size()))
        .containsExactly(sorted.keySet().stream().mapToLong(Long::longValue).toArray());
    assertThat(Arrays.copyOf(merge.values(), merge.size()))
        .containsExactly(sorted.values().stream().mapToDouble(Double::doubleValue).toArray());
  }
}
