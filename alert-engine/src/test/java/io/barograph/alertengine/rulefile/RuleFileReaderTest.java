package io.barograph.alertengine.rulefile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.barograph.alertengine.rule.FilePosition;
import io.barograph.alertengine.rule.Rule;
import io.barograph.alertengine.rule.RuleFile;
import io.barograph.alertengine.rule.RuleGroup;
import io.barograph.alertengine.rulefile.yaml.Problem;
import io.barograph.alertengine.rulefile.yaml.UnknownFields;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ParserOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RuleFileReaderTest {
  private static final RuleFileReader READER = reader(UnknownFields.REFUSE);

  private static RuleFileReader reader(UnknownFields unknownFields) {
    return new RuleFileReader(
        new Parser(ParserOptions.DEFAULT),
        (_, text) -> text.contains("{{}}") ? Optional.of("empty") : Optional.empty(),
        unknownFields);
  }

  private static RuleFile read(String text) throws RuleFileException {
    return READER.read("r.yml", text.getBytes(UTF_8));
  }

  private static List<String> problems(byte[] content) {
    return catchThrowableOfType(RuleFileException.class, () -> READER.read("r.yml", content))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }

  private static List<String> problems(String text) {
    return problems(text.getBytes(UTF_8));
  }

  /** A file of one group, whose rules are given as they stand in the list. */
  private static String rules(String rules) {
    return "groups:\n- name: g\n  rules:\n" + rules;
  }

  @Test
  void everythingThatARuleMayHaveIsRead() throws RuleFileException {
    RuleFile file =
        read(
            """
            groups:
            - name: node
              interval: 1m30s
              query_offset: 10s
              limit: 20
              labels: {team: base, severity: none}
              rules:
              - record: instance:up:sum
                expr: sum by (instance) (up)
                labels: {kind: 7}
              - alert: Down
                expr: up == 0
                for: 5m
                keep_firing_for: 1h
                labels: {severity: critical}
                annotations: {summary: "{{ $labels.instance }} is down"}
            """);
    RuleGroup group = file.groups().getFirst();
    assertThat(group.interval()).isEqualTo(Duration.ofSeconds(90));
    assertThat(group.queryOffset()).isEqualTo(Duration.ofSeconds(10));
    assertThat(group.limit()).isEqualTo(20);
    assertThat(group.rules().getFirst())
        .isInstanceOfSatisfying(
            Rule.Recording.class,
            rule ->
                assertThat(rule.labels())
                    .isEqualTo(Map.of("team", "base", "severity", "none", "kind", "7")));
    assertThat(group.rules().getLast())
        .isInstanceOfSatisfying(
            Rule.Alerting.class,
            rule -> {
              assertThat(rule.query()).isEqualTo("up == 0");
              assertThat(rule.holdDuration()).isEqualTo(Duration.ofMinutes(5));
              assertThat(rule.keepFiringFor()).isEqualTo(Duration.ofHours(1));
              assertThat(rule.labels()).isEqualTo(Map.of("team", "base", "severity", "critical"));
              assertThat(rule.annotations()).containsKey("summary");
              assertThat(rule.position()).isEqualTo(new FilePosition("r.yml", 11, 5));
            });
  }

  @Test
  void aFileMayBeEmpty() throws RuleFileException {
    for (String text : List.of("", "# nothing yet\n", "groups:\n", "groups: []\n", "null\n")) {
      assertThat(read(text).groups()).as(text).isEmpty();
    }
  }

  @Test
  void onlyTheFirstDocumentIsRead() throws RuleFileException {
    assertThat(read("groups: [{name: a}]\n---\nwhat: [\n").groups()).hasSize(1);
  }

  @Test
  void scalarsOfAnyKindAreText() throws RuleFileException {
    Rule rule =
        read(rules(
                """
                      - alert: true
                        expr: 1
                        labels: {a: 1.50, b: yes, c: ~, d: 2020-01-01, 7: 0x10, e: ""}
                    """))
            .groups()
            .getFirst()
            .rules()
            .getFirst();
    assertThat(rule.name()).isEqualTo("true");
    assertThat(rule.labels())
        .isEqualTo(
            Map.of("a", "1.50", "b", "yes", "c", "", "d", "2020-01-01", "7", "0x10", "e", ""));
  }

  @Test
  void anchorsAndMergesWork() throws RuleFileException {
    List<Rule> rules =
        read(rules(
                """
                      - &first
                        alert: A
                        expr: up == 0
                        for: 1m
                      - <<: *first
                        alert: B
                      - *first
                    """))
            .groups()
            .getFirst()
            .rules();
    assertThat(rules).extracting(Rule::name).containsExactly("A", "B", "A");
    assertThat(rules).extracting(Rule::query).containsOnly("up == 0");
  }

  @Test
  void allProblemsOfAFileAreTold() {
    assertThat(
            problems(
                """
                groups:
                - name: g
                  rules:
                  - record: a{b="c"}
                    expr: up
                    for: 1m
                    annotations: {a: b}
                  - alert: A
                    record: b
                    expr: up
                  - alert: B
                    expr: sum(up
                    labels: {__name__: x, "": y}
                    annotations: {summary: "{{}}"}
                  - expr: up
                  - alert: C
                - name: g
                - rules: []
                """))
        .containsExactly(
            "r.yml:4:13: group \"g\", rule 1, \"a{b=\\\"c\\\"}\": braces present in the recording"
                + " rule name; should it be in expr?: \"a{b=\\\"c\\\"}\"",
            "r.yml:7:5: group \"g\", rule 1, \"a{b=\\\"c\\\"}\": invalid field 'annotations' in"
                + " recording rule",
            "r.yml:6:5: group \"g\", rule 1, \"a{b=\\\"c\\\"}\": invalid field 'for' in recording"
                + " rule",
            "r.yml:8:5: group \"g\", rule 2, \"A\": only one of 'record' and 'alert' must be set",
            "r.yml:13:14: group \"g\", rule 3, \"B\": invalid label name: \"__name__\"",
            "r.yml:13:27: group \"g\", rule 3, \"B\": invalid label name: \"\"",
            "r.yml:12:17: group \"g\", rule 3, \"B\": could not parse expression: 1:7: parse error:"
                + " unclosed left parenthesis",
            "r.yml:14:28: group \"g\", rule 3, \"B\": annotation \"summary\": empty",
            "r.yml:15:5: group \"g\", rule 4, \"\": one of 'record' or 'alert' must be set",
            "r.yml:16:5: group \"g\", rule 5, \"C\": field 'expr' must be set in rule",
            "r.yml:17:3: groupname: \"g\" is repeated in the same file",
            "r.yml:18:3: group \"\": groupname must not be empty");
  }

  @Test
  void aMistakeInAnExpressionIsShownWhereItStands() {
    assertThat(
            problems(
                rules(
                    """
                      - {alert: Plain, expr: up up up}
                      - {alert: Quoted, expr: 'up up up'}
                      - alert: Literal
                        expr: |
                          up
                            up up
                      - alert: Folded
                        expr: >
                          up
                          up up
                      - {alert: Escaped, expr: "up\\tup up"}
                    """)))
        .extracting(problem -> problem.substring(0, problem.indexOf(": could not")))
        .containsExactly(
            "r.yml:4:29: group \"g\", rule 1, \"Plain\"",
            "r.yml:5:31: group \"g\", rule 2, \"Quoted\"",
            "r.yml:9:9: group \"g\", rule 3, \"Literal\"",
            "r.yml:11:11: group \"g\", rule 4, \"Folded\"",
            "r.yml:14:28: group \"g\", rule 5, \"Escaped\"");
  }

  @Test
  void wrongTypesAreRefusedWhereTheyStand() {
    assertThat(problems("- a\n")).containsExactly("r.yml:1:1: expected a mapping, got a list");
    assertThat(problems("hello")).containsExactly("r.yml:1:1: expected a mapping, got \"hello\"");
    assertThat(problems("groups: {a: b}"))
        .containsExactly("r.yml:1:9: expected a list, got a mapping");
    assertThat(problems("groups: [a]"))
        .containsExactly("r.yml:1:10: group \"\": expected a mapping, got \"a\"");
    assertThat(
            problems(
                """
                groups:
                - name: [g]
                  interval: 5
                  limit: 1.5
                  labels: [a]
                  rules:
                  - alert: {}
                    expr: []
                    for: soon
                    labels: {a: []}
                """))
        .containsExactly(
            "r.yml:2:9: group \"\": expected a text, got a list",
            "r.yml:5:11: group \"\": expected a mapping, got a list",
            "r.yml:7:12: group \"\", rule 1, \"\": expected a text, got a mapping",
            "r.yml:8:11: group \"\", rule 1, \"\": expected a text, got a list",
            "r.yml:9:10: group \"\", rule 1, \"\": not a valid duration string: \"soon\"",
            "r.yml:10:17: group \"\", rule 1, \"\": expected a text, got a list",
            "r.yml:3:13: group \"\": not a valid duration string: \"5\"",
            "r.yml:4:10: group \"\": expected a whole number, got \"1.5\"");
  }

  @Test
  void unknownFieldsAreRefusedOrIgnored() throws RuleFileException {
    String text = "x: 1\ngroups:\n- name: g\n  rules: [{alert: A, expr: up, limit: 5}]\n";
    assertThat(problems(text))
        .containsExactly(
            "r.yml:1:1: field \"x\" not found in a rule file",
            "r.yml:4:32: group \"g\", rule 1, \"A\": field \"limit\" not found in a rule");
    assertThat(reader(UnknownFields.IGNORE).read("r.yml", text.getBytes(UTF_8)).groups())
        .hasSize(1);
  }

  @Test
  void keysThatAreThereTwiceAreRefused() {
    assertThat(problems("groups: []\ngroups: []\n"))
        .containsExactly("r.yml:2:1: key \"groups\" is there twice");
    assertThat(problems(rules("  - {alert: A, expr: up, labels: {a: b, a: c}}\n")))
        .containsExactly("r.yml:4:41: group \"g\", rule 1, \"A\": key \"a\" is there twice");
  }
}
