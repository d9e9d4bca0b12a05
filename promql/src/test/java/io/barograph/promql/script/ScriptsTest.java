package io.barograph.promql.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.promql.step.NameRemoval;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptsTest {
  static List<String> names() {
    return OwnScripts.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyEvaluationGivesWhatItShould(String name) {
    for (NameRemoval nameRemoval : NameRemoval.values()) {
      ScriptReport report = new ScriptReport();
      PromqlTest.inMemory(nameRemoval).run(name, OwnScripts.read(name), report);
      assertThat(report.failures()).as(nameRemoval.toString()).isEmpty();
      assertThat(report.leftOut()).isEmpty();
      assertThat(report.passed()).isPositive();
    }
  }
}
