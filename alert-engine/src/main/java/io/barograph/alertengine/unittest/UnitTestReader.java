package io.barograph.alertengine.unittest;

import io.barograph.alertengine.rulefile.RuleFileException;
import io.barograph.alertengine.rulefile.yaml.FileContent;
import io.barograph.alertengine.rulefile.yaml.Problems;
import io.barograph.alertengine.rulefile.yaml.UnknownFields;
import io.barograph.alertengine.rulefile.yaml.YamlDocument;
import io.barograph.alertengine.rulefile.yaml.YamlNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads files of unit tests. */
final class UnitTestReader {
  private static final Set<String> FIELDS =
      Set.of("rule_files", "evaluation_interval", "group_eval_order", "fuzzy_compare", "tests");
  private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

  private final Problems problems;

  private UnitTestReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * The tests of a file.
   *
   * @throws RuleFileException with all that is wrong with it
   */
  static UnitTestFile read(Path file, UnknownFields unknownFields) throws RuleFileException {
    Problems problems = Problems.of(file.toString());
    byte[] content = FileContent.read(file, problems).orElse(new byte[0]);
    UnitTestReader reader = new UnitTestReader(problems);
    Optional<UnitTestFile> tests =
        YamlDocument.read(content, unknownFields, problems, reader::file);
    if (!problems.isEmpty()) {
      throw new RuleFileException(problems.found());
    }
    return tests.orElse(new UnitTestFile(List.of(), DEFAULT_INTERVAL, List.of(), false, List.of()));
  }

  private UnitTestFile file(YamlNode root) {
    Map<String, YamlNode> fields = root.fields(FIELDS, "a file of unit tests");
    Duration interval = TestFields.duration(fields, "evaluation_interval");
    Duration evaluationInterval = interval.isZero() ? DEFAULT_INTERVAL : interval;
    TestGroupReader groups = new TestGroupReader(evaluationInterval, problems);
    return new UnitTestFile(
        TestFields.items(fields, "rule_files").stream().map(YamlNode::text).toList(),
        evaluationInterval,
        groupOrder(TestFields.items(fields, "group_eval_order")),
        TestFields.bool(fields, "fuzzy_compare"),
        TestFields.items(fields, "tests").stream().map(groups::read).toList());
  }

  private List<String> groupOrder(List<YamlNode> names) {
    Set<String> seen = new HashSet<>();
    for (YamlNode name : names) {
      if (!seen.add(name.text())) {
        problems.add(name.position(), "group name repeated in evaluation order: " + name.text());
      }
    }
    return names.stream().map(YamlNode::text).toList();
  }
}
