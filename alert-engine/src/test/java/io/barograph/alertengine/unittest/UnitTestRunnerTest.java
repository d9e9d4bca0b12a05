package io.barograph.alertengine.unittest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.barograph.alertengine.rulefile.RuleFileReader;
import io.barograph.alertengine.rulefile.TemplateSyntax;
import io.barograph.alertengine.rulefile.yaml.UnknownFields;
import io.barograph.promql.EngineSettings;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ParserOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnitTestRunnerTest {
  @TempDir private Path directory;

  @BeforeEach
  void writeRules() throws IOException {
    Files.writeString(
        directory.resolve("rules.yml"),
        """
        groups:
        - name: second
          rules:
          - record: doubled:of:sum
            expr: 2 * up:sum
        - name: first
          rules:
          - record: up:sum
            expr: sum(up)
          - alert: Down
            expr: up == 0
            for: 2m
            labels: {severity: critical}
            annotations: {summary: down}
          - alert: DownThere
            expr: up{i="1"} == 0
            for: 2m
            annotations: {where: "{{ anything }}"}
        """);
  }

  private UnitTestResult run(Optional<Pattern> wanted, String tests) throws IOException {
    Path file = Files.writeString(directory.resolve("tests.yml"), tests);
    return new UnitTestRunner(
            new RuleFileReader(
                new Parser(ParserOptions.DEFAULT), TemplateSyntax.UNCHECKED, UnknownFields.REFUSE),
            (externalLabels, url, _) ->
                (_, _, element, _) -> element.labels() + " " + externalLabels + " " + url,
            UnknownFields.REFUSE,
            wanted)
        .run(file, EngineSettings.DEFAULT);
  }

  private List<String> failures(String tests) throws IOException {
    return run(Optional.empty(), tests).failures();
  }

  @Test
  void alertsAndSamplesAreAsExpected() throws IOException {
    assertThat(
            failures(
                """
                rule_files: [rules.yml]
                group_eval_order: [first, second]
                tests:
                - interval: 30s
                  external_labels: {cluster: c}
                  external_url: http://b
                  input_series:
                  - {series: 'up{i="1"}', values: 1 1 0x10 stale}
                  - {series: 'up{i="2"}', values: 1x6 _x4 1}
                  alert_rule_test:
                  - {eval_time: 2m, alertname: Down}
                  - eval_time: 3m45s
                    alertname: Down
                    exp_alerts:
                    - exp_labels: {severity: critical, i: 1}
                      exp_annotations: {summary: down}
                  - eval_time: 3m45s
                    alertname: DownThere
                    exp_alerts:
                    - exp_labels: {i: 1}
                      exp_annotations:
                        where: 'up{i="1"} {cluster=c} http://b'
                  - {eval_time: 10m, alertname: Down}
                  promql_expr_test:
                  - expr: doubled:of:sum
                    eval_time: 1m
                    exp_samples: [{labels: 'doubled:of:sum', value: 2}]
                  - expr: up
                    eval_time: 10m
                    exp_samples: [{labels: 'up{i="2"}', value: 1}]
                  - {expr: nothing, eval_time: 1m}
                  - {expr: time(), eval_time: 1m, exp_samples: [{labels: '', value: 60}]}
                """))
        .isEmpty();
  }

  @Test
  void whatIsOtherwiseIsShownBesideWhatWasExpected() throws IOException {
    List<String> failures =
        failures(
            """
            rule_files: [rules.yml]
            tests:
            - name: all wrong
              input_series: [{series: up, values: 0x9}]
              alert_rule_test: [{eval_time: 5m, alertname: Down}]
              promql_expr_test:
              - {expr: up, eval_time: 1m, exp_samples: [{labels: up, value: 1}]}
              - {expr: sum(up) / 0, eval_time: 1m, exp_samples: [{labels: '{}', value: .nan}]}
              - {expr: sum(, eval_time: 1m}
            """);
    assertThat(String.join("\n", failures))
        .isEqualTo(
            """
                name: all wrong,
                alertname: Down, time: 5m,
                    exp: nothing
                    got:
                        labels: {alertname="Down", severity="critical"}, annotations: {summary="down"}
                name: all wrong,
                expr: "up", time: 1m,
                    exp:
                        up 1
                    got:
                        up 0
                name: all wrong,
                expr: "sum(up) / 0", time: 1m,
                    exp:
                        {} NaN
                    got:
                        {} NaN
                name: all wrong,
                expr: "sum(", time: 1m, err: 1:5: parse error: unclosed left parenthesis\
            """);
  }

  @Test
  void fuzzyComparisonForgivesTheLastBit() throws IOException {
    String tests =
        """
        fuzzy_compare: %s
        tests:
        - promql_expr_test:
          - {expr: 0.1 + 0.2, eval_time: 0, exp_samples: [{value: 0.3}]}
        """;
    assertThat(failures(tests.formatted("true"))).isEmpty();
    assertThat(failures(tests.formatted("false"))).hasSize(1);
  }

  @Test
  void onlyTestsThatAreWantedAreRun() throws IOException {
    String tests =
        """
        tests:
        - {name: good, promql_expr_test: [{expr: "1", exp_samples: [{value: 1}]}]}
        - {name: bad, promql_expr_test: [{expr: "1"}]}
        """;
    assertThat(run(Optional.of(Pattern.compile("^go")), tests).passed()).isTrue();
    assertThat(run(Optional.of(Pattern.compile("ba|x")), tests).passed()).isFalse();
  }

  @Test
  void mistakesInFilesHaveTheirPlace() throws IOException {
    assertThat(
            failures(
                """
                group_eval_order: [a, a]
                tests:
                - input_series: [{series: up, values: 1 two}, {series: h, values: '{{schema:1}}'}]
                  alert_rule_test: [{eval_time: soon}]
                  what: 1
                """))
        .extracting(problem -> problem.substring(problem.indexOf("tests.yml")))
        .containsExactly(
            "tests.yml:1:23: group name repeated in evaluation order: a",
            "tests.yml:5:3: field \"what\" not found in a test",
            "tests.yml:3:18: not a value: \"two\"",
            "tests.yml:3:47: native histograms are not supported; leave this one out",
            "tests.yml:4:21: alertname is missing",
            "tests.yml:4:33: not a valid duration string: \"soon\"");
  }

  @Test
  void ruleFilesAreNamedFromTheTestsOn() throws IOException {
    UnitTestResult result =
        run(Optional.empty(), "rule_files: ['ru*.yml', 'none*.yml']\ntests: [{}]\n");
    assertThat(result.passed()).isTrue();
    assertThat(result.warnings()).singleElement().asString().contains("none*.yml");
    assertThat(failures("rule_files: [none.yml]\ntests: [{}]\n"))
        .singleElement()
        .asString()
        .endsWith("none.yml:1:1: no such file");
  }

  @Test
  void aRuleThatFailsEndsItsTest() throws IOException {
    Files.writeString(
        directory.resolve("rules.yml"),
        "groups: [{name: g, rules: [{record: r, expr: 'label_replace(up, \"i\", \"\", \"\", \"\")'}]}]");
    assertThat(
            failures(
                """
                rule_files: [rules.yml]
                tests:
                - input_series:
                  - {series: 'up{i="1"}', values: 1x9}
                  - {series: 'up{i="2"}', values: 1x9}
                  promql_expr_test: [{expr: r, eval_time: 5m}]
                """))
        .singleElement()
        .asString()
        .startsWith("    rule: r, time: 0s, err: ");
  }
}
