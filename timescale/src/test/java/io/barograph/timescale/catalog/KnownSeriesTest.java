package io.barograph.timescale.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MatchType;
import io.barograph.timescale.catalog.SeriesTable.SeriesHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class KnownSeriesTest {
  private static final SeriesLimits NO_LIMIT = new SeriesLimits(1_000_000, 1_000_000);

  private static Labels labels(String metric, int i) {
    return Labels.of(
        "__name__", metric, "host", "h" + i % 97, "disk", "d" + i, "Zone", "z" + i % 3);
  }

  private static KnownSeries register(KnownSeries known, List<Labels> series, int nextGroup) {
    Registration registration = new Registration(known, NO_LIMIT, nextGroup);
    series.forEach(registration::add);
    registration.groups().forEach(known::put);
    return known;
  }

  @Test
  void fillsGroupsInOrderOfFirstSightAcrossRegistrations() {
    KnownSeries known = new KnownSeries(1, SeriesHash.MIXED);
    List<Labels> first = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      first.add(labels("a", i));
    }
    register(known, first, 1);
    assertThat(known.find(labels("a", 99))).isEqualTo(1L << 7 | 99);
    register(known, List.of(labels("b", 0)), 2);
    assertThat(known.find(labels("b", 0))).isEqualTo(2L << 7);
    List<Labels> second = new ArrayList<>();
    for (int i = 100; i < 300; i++) {
      second.add(labels("a", i));
    }
    register(known, second, 3);
    assertThat(known.find(labels("a", 127))).isEqualTo(1L << 7 | 127);
    assertThat(known.find(labels("a", 128))).isEqualTo(3L << 7);
    assertThat(known.find(labels("a", 299))).isEqualTo(4L << 7 | 43);
    assertThat(known.metric("a").series()).isEqualTo(300);
    assertThat(known.size()).isEqualTo(301);
  }

  @Test
  void seriesOfOneHashStaySeparate() {
    KnownSeries known = new KnownSeries(1, (metric, symbols) -> 7);
    List<Labels> series = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      series.add(labels("m" + i % 3, i / 3));
    }
    register(known, series, 1);
    assertThat(series.stream().map(known::find).distinct()).hasSize(500);
    assertThat(known.find(labels("m9", 1))).isEqualTo(KnownSeries.UNKNOWN);
  }

  @Test
  void anOlderStateOfAGroupChangesNothing() {
    KnownSeries known = new KnownSeries(1, SeriesHash.MIXED);
    SeriesGroup one = new SeriesGroup(1, "m").with(List.of(known.intern(labels("m", 1))));
    SeriesGroup two = one.with(List.of(known.intern(labels("m", 2))));
    known.put(two);
    known.put(one);
    known.put(two);
    assertThat(known.size()).isEqualTo(2);
    assertThat(known.find(labels("m", 2))).isEqualTo(1L << 7 | 1);
  }

  @Test
  void selectsWhatTheMatchersSelectOneByOne() {
    Random random = new Random(42);
    KnownSeries known = new KnownSeries(1, SeriesHash.MIXED);
    List<Labels> series = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      Labels labels = labels("m" + random.nextInt(4), i);
      series.add(random.nextInt(5) == 0 ? labels.without("host") : labels);
    }
    register(known, series, 1);
    String[] names = {"__name__", "host", "disk", "Zone", "absent"};
    String[] values = {"", "m1", "m1|m2", "h3", "h.*", ".+", "z[01]", "d12|d13|", "x"};
    for (int round = 0; round < 300; round++) {
      List<LabelMatcher> matchers = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        matchers.add(
            LabelMatcher.of(
                names[random.nextInt(names.length)],
                MatchType.values()[random.nextInt(4)],
                values[random.nextInt(values.length)]));
      }
      List<Labels> selected = new ArrayList<>();
      for (SelectedGroup group : new SeriesSelection(known, matchers).groups()) {
        for (int offset = 0; offset < 128; offset++) {
          if (group.contains(offset)) {
            SeriesGroup of = known.group(group.groupId());
            assertThat(of).isNotNull();
            selected.add(of.labels(offset, known.symbols()));
          }
        }
      }
      assertThat(selected)
          .as("%s", matchers)
          .containsExactlyInAnyOrderElementsOf(
              series.stream()
                  .filter(labels -> matchers.stream().allMatch(m -> m.matches(labels)))
                  .toList());
    }
  }
}
