package io.barograph.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MatchType;
import io.barograph.model.MetricMetadata;
import io.barograph.model.MetricType;
import io.barograph.model.StaleMarker;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/**
 * What every store must do. A store's test extends this and hands over an empty store for each
 * test; {@link #settle()} lets a store that rearranges its data do so, and every answer must be the
 * same before and after.
 */
public abstract class StorageContract {
  /** A recent full hour, so that no store's retention or bounds get in the way. */
  protected final long start = hourOf(System.currentTimeMillis()) - Duration.ofHours(3).toMillis();

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Labels IDLE =
      Labels.of("__name__", "cpu_seconds_total", "mode", "idle", "host", "a");
  private static final Labels USER =
      Labels.of("__name__", "cpu_seconds_total", "mode", "user", "host", "a");
  private static final Labels LOAD = Labels.of("__name__", "load1", "host", "b");

  private SampleAppender appender;
  private SeriesQuerier querier;

  /** The writing port of a store that is empty at the start of each test. */
  protected abstract SampleAppender appender();

  /** The reading port of the same store. */
  protected abstract SeriesQuerier querier();

  /** Rearranges everything stored so far, where the store does such a thing. */
  protected void settle() {}

  private static long hourOf(long timestamp) {
    return timestamp - Math.floorMod(timestamp, Duration.ofHours(1).toMillis());
  }

  @BeforeEach
  void openStore() {
    appender = appender();
    querier = querier();
  }

  @Test
  void samplesComeBackExactly() {
    double[] values = {
      0.0,
      -0.0,
      1.5,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NaN,
      StaleMarker.VALUE,
      Double.longBitsToDouble(0x7ff8dead_beef1234L),
      Double.longBitsToDouble(0xfff0000000000001L),
    };
    long[] timestamps = LongStream.range(0, values.length).map(i -> start + i * 10_007).toArray();
    append(IDLE, timestamps, values);
    assertSamples(IDLE, timestamps, values);
    settle();
    assertSamples(IDLE, timestamps, values);
  }

  @Test
  void sameLabelsInAnyOrderAreOneSeries() {
    SeriesResolution first = resolve(List.of(IDLE, LOAD, IDLE));
    assertThat(first.id(0)).isEqualTo(first.id(2)).isNotEqualTo(first.id(1)).isNotNegative();
    Labels shuffled = Labels.of("host", "a", "mode", "idle", "__name__", "cpu_seconds_total");
    assertThat(resolve(List.of(shuffled)).id(0)).isEqualTo(first.id(0));
  }

  @Test
  void lastAcceptedWinsForSameSeriesAndTimestamp() {
    append(IDLE, new long[] {start, start + 1000, start}, new double[] {1, 2, 3});
    assertSamples(IDLE, new long[] {start, start + 1000}, new double[] {3, 2});
    append(IDLE, new long[] {start + 1000}, new double[] {4});
    assertSamples(IDLE, new long[] {start, start + 1000}, new double[] {3, 4});
    settle();
    append(IDLE, new long[] {start}, new double[] {5});
    assertSamples(IDLE, new long[] {start, start + 1000}, new double[] {5, 4});
    settle();
    assertSamples(IDLE, new long[] {start, start + 1000}, new double[] {5, 4});
  }

  @Test
  void aBatchSentTwiceChangesNothing() {
    long[] timestamps = {start, start + 10_000, start + 20_000};
    double[] values = {1, 2, 3};
    append(IDLE, timestamps, values);
    append(IDLE, timestamps, values);
    assertSamples(IDLE, timestamps, values);
    settle();
    append(IDLE, timestamps, values);
    settle();
    assertSamples(IDLE, timestamps, values);
  }

  @Test
  void lateSamplesFallIntoPlace() {
    long hour = Duration.ofHours(1).toMillis();
    append(IDLE, new long[] {start + hour}, new double[] {2});
    settle();
    append(IDLE, new long[] {start - 30 * hour, start + 2 * hour}, new double[] {1, 3});
    long[] expected = {start - 30 * hour, start + hour, start + 2 * hour};
    assertSamples(IDLE, expected, new double[] {1, 2, 3});
    settle();
    assertSamples(IDLE, expected, new double[] {1, 2, 3});
  }

  @Test
  void rangeBoundsAreInclusive() {
    long[] timestamps = LongStream.range(0, 10).map(i -> start + i * 1000).toArray();
    append(IDLE, timestamps, new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    for (int round = 0; round < 2; round++) {
      assertThat(select(new TimeRange(start + 2000, start + 4000), List.of()))
          .singleElement()
          .satisfies(s -> assertThat(s.samples()).extracting("value").containsExactly(2.0, 3., 4.));
      assertThat(select(new TimeRange(start + 4001, start + 4999), List.of())).isEmpty();
      assertThat(select(new TimeRange(start + 5000, start + 4000), List.of())).isEmpty();
      settle();
    }
  }

  @Test
  void matchersSelect() {
    for (Labels labels : List.of(IDLE, USER, LOAD)) {
      append(labels, new long[] {start}, new double[] {1});
    }
    for (int round = 0; round < 2; round++) {
      assertThat(labels()).containsExactly(IDLE, USER, LOAD);
      assertThat(labels(LabelMatcher.equal("__name__", "load1"))).containsExactly(LOAD);
      assertThat(labels(LabelMatcher.equal("mode", "idle"))).containsExactly(IDLE);
      assertThat(labels(LabelMatcher.equal("mode", ""))).containsExactly(LOAD);
      assertThat(labels(LabelMatcher.of("mode", MatchType.NOT_EQUAL, "idle")))
          .containsExactly(USER, LOAD);
      assertThat(labels(LabelMatcher.of("mode", MatchType.REGEX, "id.*|us.r")))
          .containsExactly(IDLE, USER);
      assertThat(labels(LabelMatcher.of("mode", MatchType.REGEX, "dle"))).isEmpty();
      assertThat(labels(LabelMatcher.of("mode", MatchType.NOT_REGEX, "idle|")))
          .containsExactly(USER);
      assertThat(labels(LabelMatcher.of("__name__", MatchType.REGEX, ".*total")))
          .containsExactly(IDLE, USER);
      assertThat(labels(LabelMatcher.equal("__name__", "load1"), LabelMatcher.equal("host", "a")))
          .isEmpty();
      assertThat(labels(LabelMatcher.equal("nowhere", "x"))).isEmpty();
      settle();
    }
  }

  @Test
  void labelNamesAndValuesOfSelectedSeries() {
    for (Labels labels : List.of(IDLE, USER, LOAD)) {
      append(labels, new long[] {start}, new double[] {1});
    }
    List<LabelMatcher> load = List.of(LabelMatcher.equal("__name__", "load1"));
    assertThat(querier.labelNames(TimeRange.ALL, List.of()).collectList().block(PATIENCE))
        .containsExactlyInAnyOrder("__name__", "host", "mode");
    assertThat(querier.labelNames(TimeRange.ALL, load).collectList().block(PATIENCE))
        .containsExactlyInAnyOrder("__name__", "host");
    assertThat(querier.labelValues("host", TimeRange.ALL, List.of()).collectList().block(PATIENCE))
        .containsExactlyInAnyOrder("a", "b");
    assertThat(querier.labelValues("host", TimeRange.ALL, load).collectList().block(PATIENCE))
        .containsExactly("b");
    assertThat(querier.labelValues("mode", TimeRange.ALL, load).collectList().block(PATIENCE))
        .isEmpty();
    assertThat(querier.labels(TimeRange.ALL, load).collectList().block(PATIENCE))
        .containsExactly(LOAD);
  }

  @Test
  void lastWordOnMetadataWins() {
    MetricMetadata first = new MetricMetadata("load1", MetricType.UNKNOWN, "load", "");
    MetricMetadata last = new MetricMetadata("load1", MetricType.GAUGE, "1m load average", "");
    appender.describe(List.of(first)).block(PATIENCE);
    appender.describe(List.of(last)).block(PATIENCE);
    assertThat(querier.metadata().collectList().block(PATIENCE)).containsExactly(last);
  }

  @Test
  void manySeriesOfOneMetricAndManyMetrics() {
    List<Labels> many =
        LongStream.range(0, 1000)
            .mapToObj(i -> Labels.of("__name__", "m" + i % 3, "n", Long.toString(i)))
            .toList();
    SeriesResolution resolution = resolve(many);
    int size = many.size() * 2;
    long[] ids = new long[size];
    long[] timestamps = new long[size];
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      ids[i] = resolution.id(i % many.size());
      timestamps[i] = start + (i / many.size()) * 10_000L;
      values[i] = i;
    }
    append(new SampleBatch(resolution.generation(), ids, timestamps, values, size));
    for (int round = 0; round < 2; round++) {
      assertThat(select(TimeRange.ALL, List.of(LabelMatcher.equal("n", "777"))))
          .singleElement()
          .satisfies(
              s -> {
                assertThat(s.labels()).isEqualTo(many.get(777));
                assertThat(s.samples()).extracting("value").containsExactly(777.0, 1777.0);
              });
      assertThat(select(TimeRange.ALL, List.of())).hasSize(1000).allMatch(s -> s.size() == 2);
      settle();
    }
  }

  @Test
  void namesAndValuesMayBeAnyUtf8() {
    Labels odd = Labels.of("__name__", "räte.总", "ключ", "\"\\\n\u0001😀", "with space", "'");
    append(odd, new long[] {start}, new double[] {1});
    assertThat(labels(LabelMatcher.equal("ключ", "\"\\\n\u0001😀"))).containsExactly(odd);
    settle();
    assertThat(labels(LabelMatcher.equal("__name__", "räte.总"))).containsExactly(odd);
  }

  @Test
  void demandIsRespectedAndCancelStops() {
    for (int i = 0; i < 300; i++) {
      append(
          Labels.of("__name__", "m" + i % 5, "n", Integer.toString(i)),
          new long[] {start},
          new double[] {i});
    }
    StepVerifier.create(querier.select(TimeRange.ALL, List.of()), 0)
        .thenRequest(3)
        .expectNextCount(3)
        .expectNoEvent(Duration.ofMillis(50))
        .thenRequest(2)
        .expectNextCount(2)
        .thenCancel()
        .verify(PATIENCE);
    assertThat(labels(LabelMatcher.equal("__name__", "m0"))).hasSize(60);
  }

  private SeriesResolution resolve(List<Labels> series) {
    SeriesResolution resolution = appender.resolve(series).block(PATIENCE);
    assertThat(resolution).isNotNull();
    return resolution;
  }

  /** Appends samples of one series and waits for the commit. */
  protected void append(Labels labels, long[] timestamps, double[] values) {
    SeriesResolution resolution = resolve(List.of(labels));
    long[] ids = new long[timestamps.length];
    java.util.Arrays.fill(ids, resolution.id(0));
    append(
        new SampleBatch(
            resolution.generation(), ids, timestamps.clone(), values.clone(), timestamps.length));
  }

  private void append(SampleBatch batch) {
    appender.append(batch).block(PATIENCE);
  }

  private List<Series> select(TimeRange range, List<LabelMatcher> matchers) {
    List<Series> found = querier.select(range, matchers).collectList().block(PATIENCE);
    assertThat(found).isNotNull();
    return found.stream().sorted(Comparator.comparing(Series::labels)).toList();
  }

  private List<Labels> labels(LabelMatcher... matchers) {
    return select(TimeRange.ALL, List.of(matchers)).stream().map(Series::labels).toList();
  }

  private void assertSamples(Labels labels, long[] timestamps, double[] values) {
    List<LabelMatcher> matchers =
        labels.toMap().entrySet().stream()
            .map(label -> LabelMatcher.equal(label.getKey(), label.getValue()))
            .toList();
    assertThat(select(TimeRange.ALL, matchers))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.labels()).isEqualTo(labels);
              assertThat(LongStream.of(found.timestamps()).limit(found.size()).toArray())
                  .isEqualTo(timestamps);
              assertThat(bits(found.values(), found.size())).isEqualTo(bits(values, values.length));
            });
  }

  private static long[] bits(double[] values, int size) {
    return LongStream.range(0, size)
        .map(i -> Double.doubleToRawLongBits(values[(int) i]))
        .toArray();
  }
}
