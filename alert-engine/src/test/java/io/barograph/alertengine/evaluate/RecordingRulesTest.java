package io.barograph.alertengine.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import org.junit.jupiter.api.Test;

final class RecordingRulesTest {
  @Test
  void laterRuleReadsWhatAnEarlierOneRecorded() {
    RuleScene scene = new RuleScene().record("doubled", "load * 2").record("more", "doubled + 1");
    scene.sample(0, 4, "__name__", "load", "host", "a");
    scene.evaluate(0);
    assertThat(scene.ask(0, "more").getFirst().value()).isEqualTo(9);
    assertThat(scene.ask(0, "more").getFirst().labels())
        .isEqualTo(Labels.of("__name__", "more", "host", "a"));
  }

  @Test
  void seriesThatIsRecordedNoMoreEnds() {
    RuleScene scene = new RuleScene().record("high", "load > 5");
    scene.sample(0, 9, "__name__", "load").sample(1, 3, "__name__", "load");
    scene.evaluate(0);
    assertThat(scene.ask(0, "high")).hasSize(1);
    scene.evaluate(1);
    assertThat(scene.ask(1, "high")).isEmpty();
  }

  @Test
  void numberIsRecordedWithoutLabels() {
    RuleScene scene = new RuleScene().record("answer", "42");
    scene.evaluate(0);
    assertThat(scene.ask(0, "answer").getFirst().labels())
        .isEqualTo(Labels.of("__name__", "answer"));
  }

  @Test
  void elementsThatBecomeTheSameSeriesAreRefused() {
    RuleScene scene = new RuleScene().record("both", "{__name__=~\"a|b\"}");
    scene.sample(0, 1, "__name__", "a").sample(0, 1, "__name__", "b");
    assertThat(scene.failure(0).orElseThrow())
        .hasMessage("vector contains metrics with the same labelset after applying rule labels");
  }
}
