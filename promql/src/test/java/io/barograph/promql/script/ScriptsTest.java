package io.barograph.promql.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.step.NameRemoval;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own scripts, one for each part of the language. */
class ScriptsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "selectors.test",
        "operators.test",
        "aggregations.test",
        "functions.test",
        "histograms.test"
      })
  void everyEvaluationGivesWhatItShould(String name) throws IOException {
    for (NameRemoval nameRemoval : NameRemoval.values()) {
      ScriptReport report = new ScriptReport();
      PromqlTest.inMemory(nameRemoval).run(name, read(name), report);
      assertThat(report.failures()).as(nameRemoval.toString()).isEmpty();
      assertThat(report.leftOut()).isEmpty();
      assertThat(report.passed()).isPositive();
    }
  }

  private static String read(String name) throws IOException {
    try (InputStream script =
        Objects.requireNonNull(ScriptsTest.class.getResourceAsStream(name), name)) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
