package io.barograph.alertengine.evaluate;

import static io.barograph.alertengine.evaluate.RuleScene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import io.barograph.storage.alerts.AlertRecord;
import io.barograph.storage.alerts.AlertStage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AlertingRulesTest {
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  @Test
  void pendingAlertFiresAfterHoldDuration() {
    RuleScene scene = new RuleScene().alert("load > 5", TWO_MINUTES);
    scene
        .sample(0, 9, "__name__", "load", "host", "a")
        .sample(2, 9, "__name__", "load", "host", "a");
    assertThat(only(scene.alerts(0)).stage()).isEqualTo(AlertStage.PENDING);
    assertThat(only(scene.alerts(1)).stage()).isEqualTo(AlertStage.PENDING);
    AlertRecord firing = only(scene.alerts(2));
    assertThat(firing.stage()).isEqualTo(AlertStage.FIRING);
    assertThat(firing.activeAt()).isEqualTo(minute(0));
    assertThat(firing.firedAt()).isEqualTo(minute(2));
    assertThat(firing.labels()).isEqualTo(Labels.of("alertname", "Alert", "host", "a"));
    assertThat(firing.annotations()).containsExactly(Map.entry("summary", "is 9.0"));
  }

  @Test
  void conditionThatEndsResolvesTheAlert() {
    RuleScene scene = new RuleScene().withNoDataGrace(TWO_MINUTES).alert("load > 5", Duration.ZERO);
    scene.sample(0, 9, "__name__", "load").sample(1, 3, "__name__", "load");
    assertThat(only(scene.alerts(0)).stage()).isEqualTo(AlertStage.FIRING);
    AlertRecord resolved = only(scene.alerts(1));
    assertThat(resolved.stage()).isEqualTo(AlertStage.RESOLVED);
    assertThat(resolved.endedAt()).isEqualTo(minute(1));
    assertThat(scene.alerts(16)).hasSize(1);
    assertThat(scene.alerts(17)).isEmpty();
  }

  @Test
  void dataThatGoesAwayIsNoResolution() {
    RuleScene scene =
        new RuleScene()
            .withNoDataGrace(Duration.ofMinutes(4))
            .alert("load > 5", Duration.ZERO, Duration.ZERO, Map.of("severity", "page"));
    scene.sample(0, 9, "__name__", "load", "host", "a");
    assertThat(only(scene.alerts(4)).noDataSince()).isNull();
    AlertRecord waiting = only(scene.alerts(6));
    assertThat(waiting.stage()).isEqualTo(AlertStage.FIRING);
    assertThat(waiting.noDataSince()).isEqualTo(minute(6));
    assertThat(only(scene.alerts(9)).stage()).isEqualTo(AlertStage.FIRING);
    AlertRecord expired = only(scene.alerts(10));
    assertThat(expired.stage()).isEqualTo(AlertStage.EXPIRED);
    assertThat(expired.endedAt()).isEqualTo(minute(10));
  }

  @Test
  void dataThatReturnsInTimeLetsTheAlertGoOnAsTheSame() {
    RuleScene scene =
        new RuleScene().withNoDataGrace(Duration.ofMinutes(4)).alert("load > 5", Duration.ZERO);
    scene.sample(0, 9, "__name__", "load").sample(7, 8, "__name__", "load");
    assertThat(only(scene.alerts(4)).stage()).isEqualTo(AlertStage.FIRING);
    assertThat(only(scene.alerts(6)).noDataSince()).isNotNull();
    AlertRecord back = only(scene.alerts(7));
    assertThat(back.stage()).isEqualTo(AlertStage.FIRING);
    assertThat(back.noDataSince()).isNull();
    assertThat(back.firedAt()).isEqualTo(minute(4));
  }

  @Test
  void withoutGraceDataThatGoesAwayResolvesAsInPrometheus() {
    RuleScene scene = new RuleScene().alert("load > 5", Duration.ZERO);
    scene.sample(0, 9, "__name__", "load");
    assertThat(only(scene.alerts(0)).stage()).isEqualTo(AlertStage.FIRING);
    assertThat(only(scene.alerts(6)).stage()).isEqualTo(AlertStage.RESOLVED);
  }

  @Test
  void alertGoesOnForAsLongAsTheRuleSays() {
    RuleScene scene = new RuleScene().alert("load > 5", Duration.ZERO, TWO_MINUTES, Map.of());
    scene.sample(0, 9, "__name__", "load").sample(1, 3, "__name__", "load");
    assertThat(only(scene.alerts(0)).stage()).isEqualTo(AlertStage.FIRING);
    assertThat(only(scene.alerts(1)).keepFiringSince()).isEqualTo(minute(1));
    assertThat(only(scene.alerts(2)).stage()).isEqualTo(AlertStage.FIRING);
    assertThat(only(scene.alerts(3)).stage()).isEqualTo(AlertStage.RESOLVED);
  }

  @Test
  void failedEvaluationChangesNoState() {
    RuleScene scene = new RuleScene().alert("a / ignoring (x) b", Duration.ZERO);
    scene.sample(0, 1, "__name__", "a").sample(0, 1, "__name__", "b");
    List<AlertRecord> before = scene.alerts(0);
    scene.sample(1, 1, "__name__", "a", "x", "1").sample(1, 1, "__name__", "a", "x", "2");
    GroupOutcome failed = scene.evaluate(1);
    assertThat(failed.reports().getFirst().failure()).isPresent();
    assertThat(failed.memory().values().iterator().next().alerts().values())
        .containsExactlyElementsOf(before);
  }

  @Test
  void alertsWithTheSameLabelsAreRefused() {
    RuleScene scene =
        new RuleScene().alert("load", Duration.ZERO, Duration.ZERO, Map.of("host", "all"));
    scene
        .sample(0, 1, "__name__", "load", "host", "a")
        .sample(0, 1, "__name__", "load", "host", "b");
    assertThat(scene.failure(0).orElseThrow())
        .hasMessage("vector contains metrics with the same labelset after applying alert labels");
  }

  @Test
  void moreAlertsThanTheLimitAreRefused() {
    RuleScene scene = new RuleScene().withLimit(1).alert("load", Duration.ZERO);
    scene
        .sample(0, 1, "__name__", "load", "host", "a")
        .sample(0, 1, "__name__", "load", "host", "b");
    assertThat(scene.failure(0).orElseThrow()).hasMessage("exceeded limit of 1 with 2 alerts");
  }

  @Test
  void alertsAreSeriesThatEndWithThem() {
    RuleScene scene = new RuleScene().alert("load > 5", Duration.ofMinutes(1));
    scene.sample(0, 9, "__name__", "load").sample(2, 3, "__name__", "load");
    scene.evaluate(0);
    assertThat(scene.ask(0, "ALERTS{alertstate=\"pending\"}")).hasSize(1);
    scene.evaluate(1);
    assertThat(scene.ask(1, "ALERTS{alertstate=\"pending\"}")).isEmpty();
    assertThat(scene.ask(1, "ALERTS{alertstate=\"firing\"}")).hasSize(1);
    assertThat(scene.ask(1, "ALERTS_FOR_STATE").getFirst().value())
        .isEqualTo(minute(0).getEpochSecond());
    scene.evaluate(2);
    assertThat(scene.ask(2, "{__name__=~\"ALERTS.*\"}")).isEmpty();
  }

  private static AlertRecord only(List<AlertRecord> alerts) {
    assertThat(alerts).hasSize(1);
    return alerts.getFirst();
  }
}
