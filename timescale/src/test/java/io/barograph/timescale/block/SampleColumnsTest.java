package io.barograph.timescale.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleColumnsTest {
  @Test
  void sortIsStableAndDeduplicateKeepsTheLast() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      int size = random.nextInt(2_000);
      long[] ids = random.longs(size, 1000, 1000 + 1 + random.nextInt(5_000)).toArray();
      long[] times =
          round % 2 == 0
              ? random.longs(size, 0, 5).toArray()
              : random.longs(size).map(t -> t >> random.nextInt(3) * 20).toArray();
      SampleColumns columns = new SampleColumns(1);
      for (int i = 0; i < size; i++) {
        columns.add(ids[i], times[i], i);
      }
      int[] expected =
          IntStream.range(0, size)
              .boxed()
              .sorted(
                  (a, b) ->
                      ids[a] != ids[b]
                          ? Long.compare(ids[a], ids[b])
                          : Long.compare(times[a], times[b]))
              .mapToInt(Integer::intValue)
              .toArray();
      columns.sort();
      for (int i = 0; i < size; i++) {
        assertThat(columns.values()[i]).isEqualTo(expected[i]);
        assertThat(columns.seriesIds()[i]).isEqualTo(ids[expected[i]]);
        assertThat(columns.timestamps()[i]).isEqualTo(times[expected[i]]);
      }
      columns.deduplicate();
      for (int i = 1; i < columns.size(); i++) {
        assertThat(
                columns.seriesIds()[i] == columns.seriesIds()[i - 1]
                    && columns.timestamps()[i] == columns.timestamps()[i - 1])
            .isFalse();
      }
    }
  }

  @Test
  void idsThatLieAsFarApartAsTheyCanAreSorted() {
    SampleColumns columns = new SampleColumns(1);
    columns.add(Long.MAX_VALUE, 7, 1);
    columns.add(0, 9, 2);
    columns.add(Long.MIN_VALUE, 8, 3);
    columns.add(0, 5, 4);
    columns.sort();
    assertThat(columns.values()).startsWith(3, 4, 2, 1);
    assertThat(columns.timestamps()).startsWith(8, 5, 9, 7);
  }

  @Test
  void deduplicateKeepsTheSampleAddedLast() {
    SampleColumns columns = new SampleColumns();
    columns.add(2, 5, 1);
    columns.add(1, 5, 2);
    columns.add(2, 5, 3);
    columns.sort();
    columns.deduplicate();
    assertThat(columns.size()).isEqualTo(2);
    assertThat(columns.values()[0]).isEqualTo(2);
    assertThat(columns.values()[1]).isEqualTo(3);
  }
}
