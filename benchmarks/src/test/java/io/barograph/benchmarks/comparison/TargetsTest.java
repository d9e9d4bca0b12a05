package io.barograph.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.benchmarks.query.DashboardQuery;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TargetsTest {
  private final List<Measurement> measured = new ArrayList<>();

  private void add(String part, String system, String phase, Quantity quantity, double value) {
    measured.add(new Measurement(part, system, phase, quantity, value));
  }

  private void addSpeed(String system, String phase, double value) {
    add(Targets.MEDIUM, system, phase, Quantity.SAMPLES_PER_CPU_SECOND, value);
  }

  private String verdict(String what, String goal) {
    return Targets.of(new Measurements(measured)).stream()
        .filter(target -> target.what().equals(what) && target.goal().equals(goal))
        .map(target -> MarkdownTable.number(target.measured()) + " " + target.verdict())
        .findFirst()
        .orElseThrow();
  }

  private String warmBesideVictoria() {
    return verdict(
        "remote write, samples per CPU second, 100,000 series, warm", "≥ 4 × VictoriaMetrics");
  }

  @Test
  void nothingIsMetOrMissedWithoutFigures() {
    assertThat(Targets.of(new Measurements(List.of())))
        .hasSize(18)
        .allSatisfy(target -> assertThat(target.verdict()).isEqualTo("not measured"));
  }

  @Test
  void aRatioIsThatOfTheMediansOfBothSystems() {
    for (double speed : new double[] {4e6, 1e6, 5e6}) {
      addSpeed(Targets.BAROGRAPH, IngestComparison.WARM, speed);
    }
    addSpeed(Targets.VICTORIA, IngestComparison.WARM, 1e6);
    assertThat(warmBesideVictoria()).isEqualTo("4.00 met");
    addSpeed(Targets.VICTORIA, IngestComparison.WARM, 1.1e6);
    assertThat(warmBesideVictoria()).isEqualTo("3.64 **missed**");
  }

  @Test
  void aPeerThatDidNothingIsNotBeaten() {
    addSpeed(Targets.BAROGRAPH, IngestComparison.WARM, 4e6);
    assertThat(warmBesideVictoria()).isEqualTo("– not measured");
    addSpeed(Targets.VICTORIA, IngestComparison.WARM, 0);
    assertThat(warmBesideVictoria()).isEqualTo("– not measured");
  }

  @Test
  void queriesCountOnlyWhereAllWereAnswered() {
    for (DashboardQuery query : DashboardQuery.ALL) {
      add("queries", Targets.BAROGRAPH, query.title(), Quantity.P50_MILLIS, 10);
      add("queries", Targets.PROMETHEUS, query.title(), Quantity.P50_MILLIS, 10);
    }
    assertThat(verdict("dashboard queries, p50", "≤ Prometheus on 8")).isEqualTo("8.00 met");
    assertThat(verdict("dashboard queries, p50", "≤ VictoriaMetrics on 6"))
        .isEqualTo("– not measured");
  }
}
