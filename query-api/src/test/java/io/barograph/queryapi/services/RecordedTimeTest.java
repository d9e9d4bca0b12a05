package io.barograph.queryapi.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import io.barograph.storage.Series;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Minutes are counted from the beginning of an hour that is asked about. */
final class RecordedTimeTest {
  private static final long MINUTE = 60_000;
  private static final long FROM = 1_000 * MINUTE;
  private static final Window HOUR = new Window(FROM, FROM + 60 * MINUTE);

  private static List<String> ofHour(IntPredicate recorded) {
    return stretches(Grid.whole(HOUR), recorded);
  }

  private static List<String> stretches(Grid grid, IntPredicate recorded) {
    return stretches(grid.all(), grid, recorded);
  }

  private static List<String> stretches(Window known, Grid grid, IntPredicate recorded) {
    Grid spans = RecordedTime.spans(known);
    long[] times =
        IntStream.range(0, spans.count())
            .filter(i -> recorded.test((int) ((spans.time(i) - FROM) / MINUTE) - 1))
            .mapToLong(spans::time)
            .toArray();
    double[] all = new double[times.length];
    Arrays.fill(all, spans.step() / MINUTE);
    List<Series> evaluations =
        times.length == 0 ? List.of() : List.of(new Series(Labels.EMPTY, times, all, all.length));
    return new RecordedTime(spans, evaluations)
        .stretches(grid, RequestSource.RECORDED_BY_ROUTE).stream()
            .map(RecordedTimeTest::text)
            .toList();
  }

  private static String text(Stretch stretch) {
    Grid grid = stretch.grid();
    return "%s %d to %d, %.2f"
        .formatted(
            stretch.source() == RequestSource.COUNTERS ? "counters" : "recorded",
            (grid.all().from() - FROM) / MINUTE,
            (grid.end() - FROM) / MINUTE,
            stretch.share());
  }

  @Test
  void aFleetYoungerThanTheWindowIsReadFromRecordedRatesSinceItBegan() {
    assertThat(ofHour(minute -> minute >= 48))
        .containsExactly("counters 0 to 47, 0.78", "recorded 47 to 60, 0.22");
  }

  @Test
  void aFewMissingMinutesAreTakenToBeLikeTheRest() {
    assertThat(ofHour(minute -> minute != 7 && minute != 30))
        .containsExactly("recorded 0 to 60, 1.00");
  }

  @Test
  void theLastMinutesMayNotBeEvaluatedYet() {
    assertThat(ofHour(minute -> minute >= 30 && minute < 58))
        .containsExactly("counters 0 to 29, 0.48", "recorded 29 to 60, 0.52");
  }

  @Test
  void anOutageIsReadFromCounters() {
    assertThat(ofHour(minute -> minute < 20 || minute >= 26))
        .containsExactly(
            "recorded 0 to 20, 0.33", "counters 20 to 25, 0.08", "recorded 25 to 60, 0.58");
  }

  @Test
  void beyondThreeHolesAllUpToTheLastIsReadFromCounters() {
    assertThat(ofHour(minute -> minute % 10 > 2 || minute > 45))
        .containsExactly("counters 0 to 42, 0.70", "recorded 42 to 60, 0.30");
  }

  @Test
  void withoutRulesAllIsReadFromCounters() {
    assertThat(ofHour(minute -> false)).containsExactly("counters 0 to 60, 1.00");
  }

  @Test
  void pointsAreTakenFromWhereTheirOwnWindowWasRecorded() {
    assertThat(stretches(Grid.over(HOUR, MINUTE), minute -> minute >= 48))
        .containsExactly("counters -2 to 48, 1.00", "recorded 47 to 60, 1.00");
  }

  @Test
  void aWindowAndTheOneBeforeAreEachJudgedByTheirOwnMinutes() {
    Window both = new Window(HOUR.before().from(), HOUR.to());
    IntPredicate recorded = minute -> minute >= -40 && minute < -20 || minute >= 10;
    assertThat(stretches(both, Grid.whole(HOUR), recorded))
        .containsExactly("counters 0 to 9, 0.15", "recorded 9 to 60, 0.85");
    assertThat(stretches(both, Grid.whole(HOUR.before()), recorded))
        .containsExactly(
            "counters -60 to -41, 0.32", "recorded -41 to -20, 0.35", "counters -20 to 0, 0.33");
  }

  @Test
  void spansThatReachBeyondAWindowAreCutToIt() {
    Window tenDays = new Window(FROM - 9 * 24 * 60 * MINUTE, FROM + 24 * 60 * MINUTE);
    Window day = new Window(FROM - 95 * MINUTE, FROM + 5 * MINUTE);
    assertThat(stretches(tenDays, Grid.whole(day), minute -> minute < -45))
        .containsExactly("recorded -95 to -50, 0.45", "counters -50 to 5, 0.55");
  }

  @Test
  void spansOfAWeekHoldSeveralEvaluations() {
    Window week = new Window(FROM, FROM + 7 * 24 * 60 * MINUTE);
    Grid spans = RecordedTime.spans(week);
    assertThat(spans.count()).isEqualTo(1_440);
    assertThat(spans.step()).isEqualTo(7 * MINUTE);
    assertThat(spans.end()).isEqualTo(week.to());
    assertThat(spans.all().from()).isLessThanOrEqualTo(week.from());
  }
}
