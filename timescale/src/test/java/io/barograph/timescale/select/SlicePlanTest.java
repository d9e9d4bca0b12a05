package io.barograph.timescale.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.timescale.catalog.SelectedGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SlicePlanTest {
  private static final long CAPACITY = 1000;

  private static List<Slice> cut(Map<Integer, Long> samples, SelectedGroup... groups) {
    return new SlicePlan(CAPACITY, samples).cut(List.of(groups));
  }

  private static SelectedGroup whole(int groupId) {
    return new SelectedGroup(groupId, 128, -1, -1);
  }

  private static List<Long> ids(Slice slice) {
    return IntStream.range(0, slice.size()).mapToObj(slice::seriesId).toList();
  }

  @Test
  void smallGroupsShareASlice() {
    List<Slice> slices = cut(Map.of(1, 400L, 2, 400L, 9, 400L), whole(1), whole(2), whole(9));
    assertThat(slices).extracting(Slice::size).containsExactly(256, 128);
    assertThat(slices.getFirst().firstGroup()).isEqualTo(1);
    assertThat(slices.getFirst().lastGroup()).isEqualTo(2);
  }

  @Test
  void onlySamplesOfSelectedSeriesCount() {
    SelectedGroup[] groups =
        IntStream.rangeClosed(1, 20)
            .mapToObj(id -> new SelectedGroup(id, 100, 1, 0))
            .toArray(SelectedGroup[]::new);
    Map<Integer, Long> samples = new HashMap<>();
    IntStream.rangeClosed(1, 20).forEach(id -> samples.put(id, CAPACITY * 10));
    assertThat(cut(samples, groups)).extracting(Slice::size).containsExactly(10, 10);
  }

  @Test
  void aLargeGroupIsCutBySeriesWithoutLosingAny() {
    SelectedGroup group = new SelectedGroup(7, 128, 0x8000_0000_0000_0005L, 0x8000_0000_0000_0001L);
    List<Slice> slices = cut(Map.of(7, CAPACITY * 60), group);
    List<Long> ids = new ArrayList<>();
    slices.forEach(slice -> ids.addAll(ids(slice)));
    assertThat(ids)
        .containsExactly(7L << 7, 7L << 7 | 2, 7L << 7 | 63, 7L << 7 | 64, 7L << 7 | 127);
    assertThat(slices).hasSize(3);
  }

  @Test
  void groupsWithoutSettledSamplesAreBoundedInNumber() {
    SelectedGroup[] groups =
        IntStream.rangeClosed(1, 200).mapToObj(SlicePlanTest::whole).toArray(SelectedGroup[]::new);
    assertThat(cut(Map.of(), groups)).hasSize(4);
  }

  @Test
  void slotsAndIdsAreEachOthersInverse() {
    Slice slice =
        new Slice(List.of(new SelectedGroup(3, 128, 0xF0F0L, 1L << 63), whole(4), whole(1 << 24)));
    for (int slot = 0; slot < slice.size(); slot++) {
      long id = slice.seriesId(slot);
      assertThat(slice.slot((int) (id >>> 7), (int) (id & 127))).isEqualTo(slot);
      assertThat(contains(slice, id)).isTrue();
    }
    assertThat(contains(slice, 3L << 7)).isFalse();
    assertThat(contains(slice, 5L << 7)).isFalse();
    assertThat(ids(slice)).isSorted();
  }

  private static boolean contains(Slice slice, long seriesId) {
    return slice.wanted((int) (seriesId >> 7)).contains(seriesId & 127);
  }
}
