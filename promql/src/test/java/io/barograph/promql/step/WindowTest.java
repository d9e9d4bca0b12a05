package io.barograph.promql.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class WindowTest {
  private static RangeSeries series(long... timestamps) {
    double[] values = Arrays.stream(timestamps).asDoubleStream().toArray();
    return new RangeSeries(Labels.EMPTY, false, timestamps, values, timestamps.length);
  }

  private static RangeVectors ranges(long firstEnd, long advance, long length, int count) {
    return new RangeVectors(List.of(), firstEnd, advance, length, count);
  }

  private static long[] within(Window window) {
    return Arrays.copyOfRange(window.timestamps(), window.from(), window.to());
  }

  @Test
  void holdsWhatIsAfterItsStartUpToItsEnd() {
    Window window = new Window(ranges(30, 1, 20, 32));
    window.enter(series(0, 10, 20, 30, 40));
    assertThat(within(window)).containsExactly(20, 30);
    window.moveTo(1);
    assertThat(within(window)).containsExactly(20, 30);
    window.moveTo(10);
    assertThat(within(window)).containsExactly(30, 40);
    assertThat(window.start()).isEqualTo(20);
    assertThat(window.end()).isEqualTo(40);
    window.moveTo(31);
    assertThat(window.isEmpty()).isTrue();
  }

  @Test
  void isEmptyBeforeTheFirstSampleAndWithoutAny() {
    Window window = new Window(ranges(99, 1, 20, 2));
    window.enter(series(100));
    assertThat(window.isEmpty()).isTrue();
    window.moveTo(1);
    assertThat(within(window)).containsExactly(100);
    window.enter(series());
    assertThat(window.isEmpty()).isTrue();
  }

  @Test
  void staysWhereItIsWhenPinned() {
    Window window = new Window(ranges(30, 0, 20, 3));
    window.enter(series(10, 20, 30, 40));
    window.moveTo(2);
    assertThat(within(window)).containsExactly(20, 30);
  }

  @Test
  void seriesThatShareTimestampsMayHaveFewerOfThem() {
    long[] timestamps = {10, 20, 30, 40};
    double[] values = {1, 2, 3, 4};
    Window window = new Window(ranges(40, 10, 100, 1));
    for (int size : new int[] {4, 2, 3, 3}) {
      window.enter(new RangeSeries(Labels.EMPTY, false, timestamps, values, size));
      assertThat(within(window)).isEqualTo(Arrays.copyOf(timestamps, size));
    }
  }

  @Test
  void holdsTheSameHoweverFarItMoves() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 500; round++) {
      RangeSeries series =
          series(
              LongStream.generate(() -> random.nextLong(2_000))
                  .limit(random.nextInt(200))
                  .sorted()
                  .distinct()
                  .toArray());
      RangeVectors ranges =
          ranges(random.nextInt(500), random.nextInt(300), 1 + random.nextInt(400), 10);
      Window window = new Window(ranges);
      window.enter(series);
      for (int step = 0; step < ranges.count(); step++) {
        long end = ranges.end(step);
        window.moveTo(step);
        assertThat(within(window))
            .isEqualTo(
                Arrays.stream(series.timestamps())
                    .filter(time -> time > end - ranges.length() && time <= end)
                    .toArray());
      }
    }
  }

  @Test
  void aCounterThatBeganAnewFalls() {
    assertThat(series(1, 5, 5, 9).neverFalls()).isTrue();
    assertThat(series().neverFalls()).isTrue();
    assertThat(
            new RangeSeries(Labels.EMPTY, false, new long[3], new double[] {1, 2, 1.5}, 3)
                .neverFalls())
        .isFalse();
    assertThat(
            new RangeSeries(Labels.EMPTY, false, new long[3], new double[] {1, 2, 1.5}, 2)
                .neverFalls())
        .isTrue();
  }

  @Test
  void samplesRiseUpToTheFirstThatFallsOrIsNoNumber() {
    double nan = Double.NaN;
    assertThat(RangeSeries.rising(new double[] {-1, 0, 0, 7}, 4)).isEqualTo(4);
    assertThat(RangeSeries.rising(new double[] {1, 2, 1.5, 3}, 4)).isEqualTo(2);
    assertThat(RangeSeries.rising(new double[] {1, 2, nan, 3}, 4)).isEqualTo(2);
    assertThat(RangeSeries.rising(new double[] {nan, 1}, 2)).isZero();
    assertThat(RangeSeries.rising(new double[] {1, 2, 1.5}, 2)).isEqualTo(2);
    assertThat(RangeSeries.rising(new double[0], 0)).isZero();
  }
}
