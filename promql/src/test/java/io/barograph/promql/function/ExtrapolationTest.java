package io.barograph.promql.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import io.barograph.promql.step.Absent;
import io.barograph.promql.step.RangeSeries;
import io.barograph.promql.step.RangeVectors;
import io.barograph.promql.step.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against Prometheus' formula written out, to the last bit. */
class ExtrapolationTest {
  private static final int SERIES = 300;
  private static final int SAMPLES = 60;
  private static final int STEPS = 25;

  @Test
  void countersAreThoseOfPrometheusToTheLastBit() {
    assertThat(compare(true, true)).isPositive();
    assertThat(compare(true, false)).isPositive();
  }

  @Test
  void gaugesAreThoseOfPrometheusToTheLastBit() {
    assertThat(compare(false, false)).isPositive();
  }

  /** How many windows had a value. */
  private static int compare(boolean counter, boolean perSecond) {
    RangeVectors ranges = new RangeVectors(series(), 40_000, 20_000, 60_000, STEPS);
    Window window = new Window(ranges);
    Extrapolation extrapolation = new Extrapolation(perSecond);
    int present = 0;
    for (RangeSeries series : ranges.series()) {
      window.enter(series);
      for (int step = 0; step < STEPS; step++) {
        window.moveTo(step);
        if (!window.isEmpty()) {
          double actual = counter ? extrapolation.ofCounter(window) : extrapolation.ofGauge(window);
          double expected = expected(window, counter, perSecond);
          assertThat(Double.doubleToRawLongBits(actual))
              .as("%s instead of %s at step %d of %s", actual, expected, step, series.labels())
              .isEqualTo(Double.doubleToRawLongBits(expected));
          present += Absent.is(actual) ? 0 : 1;
        }
      }
    }
    return present;
  }

  /** Some share timestamps, have gaps, begin near zero, fall, or hold what is no number. */
  private static List<RangeSeries> series() {
    SplittableRandom random = new SplittableRandom(20);
    List<RangeSeries> all = new ArrayList<>();
    long[] timestamps = new long[SAMPLES];
    for (int n = 0; n < SERIES; n++) {
      if (n == 0 || random.nextInt(3) == 0) {
        timestamps = new long[SAMPLES];
        for (int i = 1; i < SAMPLES; i++) {
          boolean gap = random.nextInt(8) == 0;
          timestamps[i] = timestamps[i - 1] + (gap ? 45_000 : 9_900 + random.nextInt(200));
        }
      }
      double[] values = new double[SAMPLES];
      double value = random.nextInt(3) * 10.1;
      for (int i = 0; i < SAMPLES; i++) {
        value = next(random, n, value);
        values[i] = value;
      }
      int size = random.nextInt(4) == 0 ? 1 + random.nextInt(SAMPLES) : SAMPLES;
      all.add(new RangeSeries(Labels.of("n", "" + n), false, timestamps, values, size));
    }
    return all;
  }

  private static double next(SplittableRandom random, int series, double value) {
    int chance = random.nextInt(100);
    return switch (series % 4) {
      case 0 -> value + random.nextDouble();
      case 1 -> chance < 10 ? random.nextDouble() : value + random.nextDouble();
      case 2 -> value + random.nextDouble(-1, 1);
      default -> chance < 3 ? Double.NaN : chance < 6 ? Double.POSITIVE_INFINITY : chance / 7.0;
    };
  }

  private static double expected(Window window, boolean counter, boolean perSecond) {
    if (window.size() < 2) {
      return Absent.VALUE;
    }
    double[] values = window.values();
    int first = window.from();
    int last = window.to() - 1;
    double change = values[last] - values[first];
    for (int i = first + 1; counter && i <= last; i++) {
      if (values[i] < values[i - 1]) {
        change += values[i - 1];
      }
    }
    double covered = (window.timestamps()[last] - window.timestamps()[first]) / 1000.0;
    double interval = covered / (window.size() - 1);
    double toStart = (window.timestamps()[first] - window.start()) / 1000.0;
    double toEnd = (window.end() - window.timestamps()[last]) / 1000.0;
    toStart = toStart >= interval * 1.1 ? interval / 2 : toStart;
    toEnd = toEnd >= interval * 1.1 ? interval / 2 : toEnd;
    if (counter && change > 0 && values[first] >= 0) {
      toStart = Math.min(toStart, covered * (values[first] / change));
    }
    double factor = (covered + toStart + toEnd) / covered;
    return change * (perSecond ? factor / ((window.end() - window.start()) / 1000.0) : factor);
  }
}
