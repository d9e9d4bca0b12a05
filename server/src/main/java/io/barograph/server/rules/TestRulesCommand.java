package io.barograph.server.rules;

import io.barograph.alertengine.rulefile.RuleFileReader;
import io.barograph.alertengine.template.RuleTemplates;
import io.barograph.alertengine.unittest.UnitTestResult;
import io.barograph.alertengine.unittest.UnitTestRunner;
import io.barograph.model.Labels;
import io.barograph.promql.EngineSettings;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ParserOptions;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Runs unit tests of rules. Options, output and exit are promtool's. */
public final class TestRulesCommand {
  private static final String USAGE =
      """
      usage: barograph test rules [OPTION]... FILE...

      Runs unit tests of rules, in promtool's format: each file names rule files, the samples of some
      series, and the alerts and query results that must come of them.

        --run=EXPRESSION          only tests whose names match a regular expression; may be repeated
        --ignore-unknown-fields   let fields pass that the files should not have
        --enable-feature=promql-experimental-functions
                                  let functions pass that a server takes only with a setting
      """;

  private final PrintStream out;
  private final PrintStream err;

  TestRulesCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Exits with 0, with 1 if a test fails or cannot be read, with 2 if the command line is wrong.
   */
  public static void main(String[] arguments) {
    System.exit(new TestRulesCommand(System.out, System.err).run(List.of(arguments)));
  }

  int run(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.print(USAGE);
      return 0;
    }
    TestRulesOptions options;
    try {
      options = TestRulesOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      err.println("barograph test rules: " + e.getMessage() + "; see --help");
      return 2;
    }
    ParserOptions parser = new ParserOptions(options.experimentalFunctions());
    UnitTestRunner runner =
        new UnitTestRunner(
            new RuleFileReader(new Parser(parser), RuleTemplates::problem, options.unknownFields()),
            (externalLabels, externalUrl, queries) ->
                new RuleTemplates(queries, Labels.of(externalLabels), URI.create(externalUrl)),
            options.unknownFields(),
            options.wanted());
    boolean passed = true;
    for (String file : options.files()) {
      UnitTestResult result = runner.run(Path.of(file), EngineSettings.DEFAULT.withParser(parser));
      tell(file, result);
      passed &= result.passed();
    }
    return passed ? 0 : 1;
  }

  private void tell(String file, UnitTestResult result) {
    out.println("Unit Testing:  " + file);
    result.warnings().forEach(warning -> err.println("  WARNING: " + warning));
    if (result.passed()) {
      out.println("  SUCCESS");
    } else {
      err.println("  FAILED:");
      result.failures().forEach(err::println);
    }
    out.println();
  }
}
