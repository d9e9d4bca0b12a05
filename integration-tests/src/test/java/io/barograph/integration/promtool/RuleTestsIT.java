package io.barograph.integration.promtool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code barograph test rules} and promtool give the same verdict on each file of unit tests. What
 * promtool 2.42 does not know lies apart.
 */
final class RuleTestsIT {
  private static final Path FILES = Path.of("src/test/resources/rule-tests");
  private static final Path SHIPPED = Path.of("../alert-engine/src/test/resources/rules-tests");
  private static final String PROMTOOL = System.getProperty("barograph.promtool", "promtool");

  private static List<String> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(Path::toString).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The exit for each file. */
  private static Map<String, Integer> exits(String program, Path directory) {
    Map<String, Integer> exits = new TreeMap<>();
    for (String file : files(directory)) {
      exits.put(file, CommandLine.run(program, "test", "rules", file).exit());
    }
    return exits;
  }

  private static String barograph() {
    return CommandLine.script("barograph");
  }

  @Test
  void whatPassesPassesForBoth() {
    assertThat(exits(barograph(), FILES.resolve("pass")))
        .hasSizeGreaterThan(4)
        .values()
        .containsOnly(0);
    assertThat(exits(PROMTOOL, FILES.resolve("pass"))).values().containsOnly(0);
  }

  @Test
  void whatFailsFailsForBoth() {
    assertThat(exits(barograph(), FILES.resolve("fail")))
        .hasSizeGreaterThan(15)
        .values()
        .containsOnly(1);
    assertThat(exits(PROMTOOL, FILES.resolve("fail"))).values().containsOnly(1);
  }

  @Test
  void whatPrometheus3HasLearnedPasses() {
    boolean newer = CommandLine.run(PROMTOOL, "--version").output().contains("version 3.");
    assertThat(exits(barograph(), FILES.resolve("newer"))).values().containsOnly(0);
    assertThat(exits(PROMTOOL, FILES.resolve("newer"))).values().containsOnly(newer ? 0 : 1);
  }

  @Test
  void theTestsOfTheShippedRulesPassForBoth() {
    assertThat(exits(barograph(), SHIPPED)).hasSize(4).values().containsOnly(0);
    assertThat(exits(PROMTOOL, SHIPPED)).hasSize(4).values().containsOnly(0);
  }

  @Test
  void aFailureShowsBothSides() {
    CommandLine ended =
        CommandLine.run(
            barograph(), "test", "rules", FILES.resolve("fail/unexpected-alert.yml").toString());
    assertThat(ended.output())
        .contains("FAILED:", "alertname: InstanceDown, time: 5m,", "exp: nothing")
        .contains("labels: {alertname=\"InstanceDown\", job=\"a\", severity=\"page\"}");
  }
}
