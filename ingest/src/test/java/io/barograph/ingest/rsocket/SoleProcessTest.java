package io.barograph.ingest.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.model.Labels;
import io.barograph.storage.records.ProcessKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoleProcessTest {
  private final SoleProcess process = new SoleProcess("h1");

  private static Labels series(String job, String instance) {
    return Labels.of(Labels.METRIC_NAME, "up", "job", job, "instance", instance);
  }

  @Test
  void theProcessIsTheOneThatAllSeriesName() {
    assertThat(process.get()).isNull();
    process.note(List.of(series("", ""), series("web", "")));
    assertThat(process.get()).isNull();
    process.note(List.of(series("web", "web:0"), series("web", "web:0"), series("", "")));
    assertThat(process.get()).isEqualTo(new ProcessKey("h1", "web", "web:0"));
  }

  @Test
  void ofSeveralNobodyKnowsWhichStillLives() {
    process.note(List.of(series("web", "web:0")));
    process.note(List.of(series("web", "web:1")));
    assertThat(process.get()).isNull();
    process.note(List.of(series("web", "web:0")));
    assertThat(process.get()).isNull();
  }

  @Test
  void longNamesAreCutForTheIndex() {
    process.note(List.of(series("j".repeat(4096), "web:0")));
    assertThat(process.get()).isEqualTo(new ProcessKey("h1", "j".repeat(128), "web:0"));
  }
}
