package io.barograph.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import io.barograph.promql.value.InstantVector;
import io.barograph.promql.value.Matrix;
import io.barograph.promql.value.VectorElement;
import io.barograph.storage.Series;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {
  private static Series series(String host, double... values) {
    long[] timestamps = new long[values.length];
    double[] present = new double[values.length];
    int size = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        timestamps[size] = i * 1000L;
        present[size++] = values[i];
      }
    }
    return new Series(Labels.of("__name__", "load1", "host", host), timestamps, present, size);
  }

  @Test
  void seriesShareOneScaleAndGapsStayEmpty() {
    Matrix matrix =
        new Matrix(
            List.of(
                series("a", 0, 1, 2, 3, 4, 5, 6, 7),
                series("b", 7, Double.NaN, 3.5, 0, 0, 0, 0, 7)));
    assertThat(new Chart(0, 7000, 1000).lines(matrix, ZoneOffset.UTC))
        .containsExactly(
            "load1{host=\"a\"}",
            "  ▁▂▃▄▅▆▇█  min 0  max 7  last 7",
            "load1{host=\"b\"}",
            "  █ ▅▁▁▁▁█  min 0  max 7  last 7",
            "  01-01 00:00:00 01-01 00:00:07");
  }

  @Test
  void aConstantAndInfinitiesCanBeDrawn() {
    Matrix matrix =
        new Matrix(List.of(series("a", 2, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)));
    assertThat(new Chart(0, 2000, 1000).lines(matrix, ZoneOffset.UTC))
        .contains("  ▁▁▁  min -Inf  max +Inf  last -Inf");
  }

  @Test
  void morePointsThanColumnsAreThinnedOut() {
    double[] many = new double[1000];
    many[999] = 1;
    assertThat(
            new Chart(0, 999_000, 1000)
                .lines(new Matrix(List.of(series("a", many))), ZoneOffset.UTC)
                .get(1))
        .hasSize(2 + 72 + "  min 0  max 1  last 1".length())
        .contains("▁█ ");
  }

  @Test
  void theStepFillsTheWidth() {
    assertThat(Chart.step(3_600_000)).isEqualTo(50_000);
    assertThat(Chart.step(1)).isEqualTo(1000);
  }

  @Test
  void tablesAlignNumbers() {
    InstantVector vector =
        new InstantVector(
            List.of(
                new VectorElement(Labels.of("host", "a"), 0, 1),
                new VectorElement(Labels.of("host", "long"), 0, 10.25)));
    assertThat(ResultTable.lines(vector))
        .containsExactly("{host=\"a\"}         1", "{host=\"long\"}  10.25");
    assertThat(ResultTable.lines(new InstantVector(List.of()))).containsExactly("no series");
    assertThat(ResultTable.lines(new Matrix(List.of(series("a", 0.5))), ZoneOffset.UTC))
        .containsExactly("load1{host=\"a\"}  1970-01-01 00:00:00.000  0.5");
  }
}
