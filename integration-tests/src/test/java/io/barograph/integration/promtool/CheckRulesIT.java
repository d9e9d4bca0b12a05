package io.barograph.integration.promtool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code barograph check rules} and promtool say the same of each file. Debian's promtool is 2.42,
 * so what Prometheus has learned since lies apart and is judged by a promtool 3 if one is given.
 */
final class CheckRulesIT {
  private static final Path FILES = Path.of("src/test/resources/rule-files");
  private static final String PROMTOOL = System.getProperty("barograph.promtool", "promtool");

  private static List<String> files(String directory) {
    try (Stream<Path> files = Files.list(FILES.resolve(directory))) {
      return files.map(Path::toString).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CommandLine check(String program, List<String> files, String... options) {
    List<String> command = new ArrayList<>(List.of(program, "check", "rules"));
    command.addAll(List.of(options));
    command.addAll(files);
    return CommandLine.run(command.toArray(String[]::new));
  }

  /** Whether each file is good. */
  private static Map<String, Boolean> verdicts(String program, List<String> files) {
    Map<String, Boolean> verdicts = new TreeMap<>();
    for (String part : check(program, files, "--lint=none").output().split("(?m)^Checking ", -1)) {
      if (!part.isBlank()) {
        verdicts.put(part.lines().findFirst().orElseThrow(), part.contains("  SUCCESS: "));
      }
    }
    return verdicts;
  }

  private static Map<String, Boolean> all(List<String> files, boolean good) {
    Map<String, Boolean> verdicts = new TreeMap<>();
    files.forEach(file -> verdicts.put(file, good));
    return verdicts;
  }

  private static String barograph() {
    return CommandLine.script("barograph");
  }

  @Test
  void goodFilesAreGoodForBoth() {
    List<String> files = files("good");
    assertThat(files).hasSizeGreaterThan(15);
    assertThat(verdicts(barograph(), files)).isEqualTo(all(files, true));
    assertThat(verdicts(PROMTOOL, files)).isEqualTo(all(files, true));
  }

  @Test
  void badFilesAreBadForBoth() {
    List<String> files = files("bad");
    assertThat(files).hasSizeGreaterThan(30);
    assertThat(verdicts(barograph(), files)).isEqualTo(all(files, false));
    assertThat(verdicts(PROMTOOL, files)).isEqualTo(all(files, false));
  }

  @Test
  void namesAndFieldsOfPrometheus3AreGood() {
    List<String> files = files("newer");
    assertThat(verdicts(barograph(), files)).isEqualTo(all(files, true));
    boolean newer = CommandLine.run(PROMTOOL, "--version").output().contains("version 3.");
    assertThat(verdicts(PROMTOOL, files)).isEqualTo(all(files, newer));
  }

  @Test
  void everyProblemHasItsPlace() {
    for (String file : files("bad")) {
      CommandLine ended = check(barograph(), List.of(file));
      assertThat(ended.exit()).as(file).isEqualTo(1);
      assertThat(ended.output().lines().filter(line -> line.contains(file)).skip(1))
          .as(file)
          .isNotEmpty()
          .allMatch(line -> line.matches("\\Q" + file + "\\E:[0-9]+:[0-9]+: .+"));
    }
  }

  @Test
  void theLintSpeaksAndFailsWhenItIsTold() {
    List<String> file = List.of(FILES.resolve("good/duplicate-rules.yml").toString());
    for (String program : List.of(barograph(), PROMTOOL)) {
      assertThat(check(program, file).exit()).isZero();
      assertThat(check(program, file).output()).contains("FAILED");
      assertThat(check(program, file, "--lint-fatal").exit()).isEqualTo(3);
      assertThat(check(program, file, "--lint=none", "--lint-fatal").output()).contains("SUCCESS");
    }
  }
}
