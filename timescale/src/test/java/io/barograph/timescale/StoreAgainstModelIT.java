package io.barograph.timescale;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MatchType;
import io.barograph.storage.InMemoryStore;
import io.barograph.storage.SampleAppender;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.Series;
import io.barograph.storage.SeriesQuerier;
import io.barograph.storage.SeriesResolution;
import io.barograph.storage.TimeRange;
import io.barograph.testdatabases.DatabaseKind;
import io.barograph.testdatabases.OnEachDatabase;
import io.barograph.testdatabases.TestDatabase;
import io.barograph.timescale.compact.CompactionSettings;
import io.barograph.timescale.select.QuerySettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two stores on one database, random operations, and a model on the heap that must agree. */
@OnEachDatabase
final class StoreAgainstModelIT {
  private static final Instant NOW = Instant.parse("2026-11-22T20:17:43Z");
  private static final long HOUR = 3_600_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROUNDS = 60;

  private final TestDatabase database;
  private final InMemoryStore model = new InMemoryStore();
  private final SplittableRandom random = new SplittableRandom(20261122);

  StoreAgainstModelIT(TestDatabase database) {
    this.database = database;
  }

  /** Small bounds, so that passes and slices are cut everywhere. */
  private TimescaleStore open() {
    StoreSettings settings =
        StoreSettings.of(DatabaseAddress.parse(database.url()))
            .withCompaction(CompactionSettings.DEFAULT.withSamplesInMemory(1000))
            .withQuery(new QuerySettings(4, 500, PATIENCE));
    return requireNonNull(
        TimescaleStore.open(settings, Clock.fixed(NOW, ZoneOffset.UTC), new SimpleMeterRegistry())
            .block(PATIENCE));
  }

  @Test
  void agreesWithTheModelWhateverHappens() {
    TimescaleStore first = open();
    assertThat(first.edition().hypertables())
        .isEqualTo(database.kind() == DatabaseKind.TIMESCALEDB);
    TimescaleStore second = open();
    List<TimescaleStore> stores = List.of(first, second);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        TimescaleStore writer = stores.get(random.nextInt(2));
        TimescaleStore reader = stores.get(random.nextInt(2));
        appendToBoth(writer);
        if (random.nextInt(3) == 0) {
          var _ = stores.get(random.nextInt(2)).compactNow().block(PATIENCE);
        }
        TimeRange range = someRange();
        List<LabelMatcher> matchers = someMatchers();
        assertThat(answer(reader, range, matchers))
            .as("round %d, %s, %s", round, range, matchers)
            .isEqualTo(answer(model, range, matchers));
        assertThat(names(reader, range, matchers)).containsAll(names(model, range, matchers));
      }
      assertThat(answer(first, TimeRange.ALL, List.of()))
          .isEqualTo(answer(model, TimeRange.ALL, List.of()));
    } finally {
      stores.forEach(store -> store.close().block(PATIENCE));
    }
  }

  private void appendToBoth(SampleAppender store) {
    List<Labels> series =
        IntStream.range(0, 1 + random.nextInt(30)).mapToObj(_ -> someSeries()).distinct().toList();
    int size = 1 + random.nextInt(400);
    int[] which = random.ints(size, 0, series.size()).toArray();
    long[] timestamps = new long[size];
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      long age = random.nextInt(8) == 0 ? random.nextLong(50 * HOUR) : random.nextLong(HOUR);
      timestamps[i] = (NOW.toEpochMilli() - age) / 30_000 * 30_000;
      values[i] =
          random.nextInt(20) == 0
              ? Double.longBitsToDouble(random.nextLong())
              : random.nextInt(100);
    }
    append(store, series, which, timestamps, values);
    append(model, series, which, timestamps, values);
  }

  private static void append(
      SampleAppender appender,
      List<Labels> series,
      int[] which,
      long[] timestamps,
      double[] values) {
    SeriesResolution resolution = requireNonNull(appender.resolve(series).block(PATIENCE));
    long[] ids = Arrays.stream(which).mapToLong(resolution::id).toArray();
    appender
        .append(
            new SampleBatch(
                resolution.generation(), ids, timestamps.clone(), values.clone(), ids.length))
        .block(PATIENCE);
  }

  private Labels someSeries() {
    return Labels.of(
        "__name__",
        "m" + random.nextInt(4),
        "n",
        Integer.toString(random.nextInt(200)),
        "zone",
        random.nextBoolean() ? "a" : "");
  }

  private TimeRange someRange() {
    if (random.nextInt(4) == 0) {
      return TimeRange.ALL;
    }
    long start = NOW.toEpochMilli() - random.nextLong(52 * HOUR);
    return new TimeRange(start, start + random.nextLong(20 * HOUR));
  }

  private List<LabelMatcher> someMatchers() {
    List<LabelMatcher> matchers = new ArrayList<>();
    if (random.nextBoolean()) {
      matchers.add(LabelMatcher.equal("__name__", "m" + random.nextInt(5)));
    }
    if (random.nextInt(3) == 0) {
      matchers.add(LabelMatcher.of("n", MatchType.REGEX, "1.*|7"));
    }
    if (random.nextInt(3) == 0) {
      matchers.add(LabelMatcher.of("zone", MatchType.NOT_EQUAL, "a"));
    }
    return matchers;
  }

  private static List<String> answer(
      SeriesQuerier querier, TimeRange range, List<LabelMatcher> matchers) {
    return requireNonNull(querier.select(range, matchers).collectList().block(PATIENCE)).stream()
        .sorted(comparing(Series::labels))
        .map(StoreAgainstModelIT::exactText)
        .toList();
  }

  private static String exactText(Series series) {
    StringBuilder text = new StringBuilder(series.labels().toString());
    for (int i = 0; i < series.size(); i++) {
      text.append(' ')
          .append(series.timestamps()[i])
          .append('=')
          .append(Double.doubleToRawLongBits(series.values()[i]));
    }
    return text.toString();
  }

  private static List<Labels> names(
      SeriesQuerier querier, TimeRange range, List<LabelMatcher> matchers) {
    return requireNonNull(querier.labels(range, matchers).collectList().block(PATIENCE));
  }
}
