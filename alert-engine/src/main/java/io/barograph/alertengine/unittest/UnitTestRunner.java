package io.barograph.alertengine.unittest;

import static java.util.Comparator.comparingInt;

import com.google.re2j.Pattern;
import io.barograph.alertengine.rule.RuleGroup;
import io.barograph.alertengine.rulefile.RuleFileException;
import io.barograph.alertengine.rulefile.RuleFileReader;
import io.barograph.alertengine.rulefile.RuleFiles;
import io.barograph.alertengine.rulefile.yaml.FileGlob;
import io.barograph.alertengine.rulefile.yaml.Problem;
import io.barograph.alertengine.rulefile.yaml.UnknownFields;
import io.barograph.promql.EngineSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs files of unit tests, each test over a store in memory of its own. */
public final class UnitTestRunner {
  private final RuleFileReader reader;
  private final TestTemplates templates;
  private final UnknownFields unknownFields;
  private final Optional<Pattern> wanted;

  /**
   * A runner.
   *
   * @param reader of the rule files
   * @param unknownFields in the files of tests
   * @param wanted what the name of a test must match somewhere, for it to be run
   */
  public UnitTestRunner(
      RuleFileReader reader,
      TestTemplates templates,
      UnknownFields unknownFields,
      Optional<Pattern> wanted) {
    this.reader = reader;
    this.templates = templates;
    this.unknownFields = unknownFields;
    this.wanted = wanted;
  }

  /**
   * Runs the tests of a file.
   *
   * @param settings of the engine; a subquery without a step takes that of the file
   */
  public UnitTestResult run(Path path, EngineSettings settings) {
    List<String> warnings = new ArrayList<>();
    try {
      UnitTestFile file = UnitTestReader.read(path, unknownFields);
      List<RuleGroup> groups = groups(file, path, warnings);
      EngineSettings ofFile = settings.withDefaultSubqueryStep(file.evaluationInterval());
      List<String> failures =
          file.tests().stream()
              .filter(test -> wanted.isEmpty() || wanted.get().matcher(test.name()).find())
              .flatMap(
                  test -> new TestRun(test, file, groups, ofFile, templates).failures().stream())
              .toList();
      return new UnitTestResult(warnings, failures);
    } catch (RuleFileException e) {
      return new UnitTestResult(warnings, e.problems().stream().map(Problem::toString).toList());
    }
  }

  /** Groups in the order of the files, but for those that the tests put in an order. */
  private List<RuleGroup> groups(UnitTestFile file, Path path, List<String> warnings)
      throws RuleFileException {
    List<String> patterns = new ArrayList<>();
    for (String ruleFile : file.ruleFiles()) {
      String pattern = path.resolveSibling(ruleFile).toString();
      if (FileGlob.isPattern(pattern) && RuleFiles.expand(List.of(pattern)).isEmpty()) {
        warnings.add("no file matches \"" + pattern + "\"");
      }
      patterns.add(pattern);
    }
    return new RuleFiles(reader)
        .read(patterns).stream()
            .flatMap(rules -> rules.groups().stream())
            .sorted(comparingInt(group -> place(file, group)))
            .toList();
  }

  private static int place(UnitTestFile file, RuleGroup group) {
    return Math.max(0, file.groupOrder().indexOf(group.key().name()));
  }
}
