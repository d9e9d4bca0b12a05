package io.barograph.alertengine.rulefile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.barograph.alertengine.rulefile.yaml.Problem;
import io.barograph.alertengine.rulefile.yaml.UnknownFields;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ParserOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that nobody should write, and some do. */
final class HostileRuleFileTest {
  private static final RuleFileReader READER =
      new RuleFileReader(
          new Parser(ParserOptions.DEFAULT), (_, _) -> Optional.empty(), UnknownFields.REFUSE);
  private static final String GOOD =
      """
      groups:
      - name: g
        labels: {a: b}
        rules:
        - &r
          alert: A
          expr: |
            up == 0
          for: 5m
          labels: {severity: "x\\ty", z: 'y'}
          annotations: {summary: "{{ $value }}"}
        - {<<: *r, alert: B}
      """;

  @TempDir private Path directory;

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

  private List<String> problems(Path file) {
    return catchThrowableOfType(RuleFileException.class, () -> READER.read(file))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }

  @Test
  void whatIsNoYamlIsShownWhereItStands() {
    assertThat(problems("groups:\n\t- name: a\n"))
        .singleElement()
        .asString()
        .startsWith("r.yml:2:1: not YAML: ")
        .contains("cannot start any token");
    assertThat(problems("groups: [a\n"))
        .singleElement()
        .asString()
        .startsWith("r.yml:2:1: not YAML");
    assertThat(problems("groups: *nobody\n"))
        .singleElement()
        .asString()
        .startsWith("r.yml:1:9: not YAML: ")
        .contains("nobody");
  }

  @Test
  void bytesThatAreNoTextAreShownWhereTheyStand() {
    assertThat(problems(new byte[] {'a', ':', '\n', ' ', (byte) 0xFF, 'b'}))
        .containsExactly("r.yml:2:2: not UTF-8: an invalid byte");
    assertThat(problems(new byte[] {'a', (byte) 0xE2, (byte) 0x82}))
        .singleElement()
        .asString()
        .startsWith("r.yml:1:2: not UTF-8");
    assertThat(problems("groups:\n- name: a\0b\n"))
        .containsExactly("r.yml:2:10: character U+0000 is not allowed in YAML");
  }

  @Test
  void halfACharacterIsNoLabel() {
    assertThat(problems("groups: [{name: g, labels: {a: \"\\ud800\"}}]"))
        .singleElement()
        .asString()
        .startsWith("r.yml:1:32: ");
  }

  @Test
  void aliasesDoNotExplode() {
    StringBuilder rules = new StringBuilder("groups:\n- name: g0\n  rules: &r\n");
    for (int i = 0; i < 3000; i++) {
      rules.append("  - {record: a, expr: 1}\n");
    }
    for (int i = 1; i < 3000; i++) {
      rules.append("- {name: g").append(i).append(", rules: *r}\n");
    }
    assertThat(problems(rules.toString()))
        .last()
        .asString()
        .contains("aliases repeat more than 2000000 values; write them out");
  }

  @Test
  void mergesDoNotExplode() {
    StringBuilder text = new StringBuilder("a0: &a0 {alert: A, expr: up}\n");
    for (int i = 1; i < 40; i++) {
      text.append("a%d: &a%d {<<: [*a%d, *a%d]}\n".formatted(i, i, i - 1, i - 1));
    }
    text.append("groups: [{name: g, rules: [*a39]}]\n");
    assertThat(problems(text.toString()))
        .anySatisfy(problem -> assertThat(problem).contains("aliases repeat more than"));
  }

  @Test
  void whatContainsItselfIsRefused() {
    assertThat(problems("groups: &g [*g]\n"))
        .singleElement()
        .asString()
        .contains("expected a mapping, got a list");
    assertThat(problems("groups:\n- name: g\n  rules:\n  - &r\n    alert: A\n    <<: *r\n"))
        .anySatisfy(problem -> assertThat(problem).contains("cannot be merged into itself"));
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(problems("groups: " + "[".repeat(100_000)))
        .singleElement()
        .asString()
        .startsWith("r.yml:1:")
        .contains("epth");
    assertThat(
            problems(
                "groups: [{name: g, rules: [{alert: A, expr: \"" + "(".repeat(200_000) + "\"}]}]"))
        .singleElement()
        .asString()
        .startsWith("r.yml:1:");
  }

  @Test
  void tenMegabytesAreRefusedWithTheLimit() {
    assertThat(problems("#".repeat(10 * 1024 * 1024)))
        .containsExactly("r.yml:1:1: file has more than 8388608 bytes; split it");
  }

  @Test
  void manyProblemsAreCutOff() {
    assertThat(problems("groups: [" + "a,".repeat(100_000) + "]")).hasSize(1001);
  }

  @Test
  void directoriesAndMissingFilesAreToldApart() {
    assertThat(problems(directory)).singleElement().asString().contains(":1:1: is a directory");
    assertThat(problems(directory.resolve("no.yml")))
        .singleElement()
        .asString()
        .endsWith("no.yml:1:1: no such file");
  }

  @Test
  void whateverAFileHoldsItIsReadOrRefused() {
    Random random = new Random(20_261_123);
    byte[] good = GOOD.getBytes(UTF_8);
    for (int round = 0; round < 5_000; round++) {
      byte[] mutant = good.clone();
      for (int change = 0; change <= round % 4; change++) {
        int place = random.nextInt(mutant.length);
        mutant[place] =
            random.nextBoolean() ? good[random.nextInt(good.length)] : (byte) random.nextInt(256);
      }
      try {
        READER.read("r.yml", mutant);
      } catch (RuleFileException e) {
        assertThat(e.problems()).isNotEmpty();
      }
    }
  }

  @Test
  void oneBadFileRefusesAllOfThem() throws IOException, RuleFileException {
    Files.writeString(directory.resolve("a.yml"), GOOD);
    Files.writeString(directory.resolve("b.yml"), "groups: 5\n");
    RuleFiles files = new RuleFiles(READER);
    assertThat(files.read(List.of(directory + "/a*.yml", directory + "/none*.yml"))).hasSize(1);
    List<String> all = List.of(directory + "/[a-z].yml", directory + "/c.yml");
    assertThat(catchThrowableOfType(RuleFileException.class, () -> files.read(all)).problems())
        .extracting(Problem::toString)
        .containsExactly(
            directory + "/b.yml:1:9: expected a list, got \"5\"",
            directory + "/c.yml:1:1: no such file");
  }
}
