package io.barograph.alertengine.rulefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.alertengine.rule.Rule;
import io.barograph.alertengine.rule.RuleFile;
import io.barograph.alertengine.rulefile.yaml.UnknownFields;
import io.barograph.alertengine.template.RuleTemplates;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ParserOptions;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ShippedRulesTest {
  private static final RuleFileReader READER =
      new RuleFileReader(
          new Parser(ParserOptions.DEFAULT), RuleTemplates::problem, UnknownFields.REFUSE);

  private static Stream<Rule> rules() throws RuleFileException {
    return new RuleFiles(READER)
        .read(List.of("shipped")).stream()
            .flatMap(file -> file.groups().stream())
            .flatMap(group -> group.rules().stream());
  }

  @Test
  void allFilesThatThereAreAreShipped() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/rules"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(ShippedRules.FILES);
    }
  }

  @Test
  void everyAlertSaysHowBadItIsAndWhatItMeans() throws RuleFileException {
    assertThat(rules().filter(Rule.Alerting.class::isInstance).map(Rule.Alerting.class::cast))
        .hasSizeGreaterThan(15)
        .allSatisfy(
            alert -> {
              assertThat(alert.labels()).containsKey("severity");
              assertThat(alert.labels().get("severity")).isIn("info", "warning", "critical");
              assertThat(alert.annotations()).containsOnlyKeys("summary", "description");
            });
  }

  @Test
  void noTwoRulesWriteTheSameSeries() throws RuleFileException {
    for (RuleFile file : ShippedRules.read(READER)) {
      assertThat(DuplicateRules.in(file)).as(file.path()).isEmpty();
    }
  }

  /** So that nobody ships a rule of which no test speaks. */
  @Test
  void everyAlertHasATest() throws IOException, RuleFileException {
    StringBuilder tests = new StringBuilder();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Path.of("src/test/resources/rules-tests"))) {
      for (Path file : files) {
        tests.append(Files.readString(file));
      }
    }
    assertThat(rules().filter(Rule.Alerting.class::isInstance).map(Rule::name))
        .allSatisfy(name -> assertThat(tests).containsPattern("alertname(: |=\")" + name + "\\b"));
  }

  @Test
  void theDocumentationNamesEveryAlert() throws IOException, RuleFileException {
    String page = Files.readString(Path.of("../docs/alerting.md"));
    assertThat(rules().filter(Rule.Alerting.class::isInstance).map(Rule::name))
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }
}
