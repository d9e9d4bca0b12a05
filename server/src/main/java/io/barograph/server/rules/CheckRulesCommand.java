package io.barograph.server.rules;

import io.barograph.alertengine.rule.Rule;
import io.barograph.alertengine.rule.RuleFile;
import io.barograph.alertengine.rulefile.DuplicateRules;
import io.barograph.alertengine.rulefile.RuleFileException;
import io.barograph.alertengine.rulefile.RuleFileReader;
import io.barograph.alertengine.template.RuleTemplates;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ParserOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Says of rule files whether a server takes them. Options, output and exit are promtool's. */
public final class CheckRulesCommand {
  private static final String USAGE =
      """
      usage: barograph check rules [OPTION]... [FILE]...

      Checks rule files, or what comes in on standard input, and says where what is wrong.

        --lint=CHECKS             none, or duplicate-rules or all (both the same): also finds rules
                                  that are there twice; duplicate-rules by default
        --lint-fatal              exit with 3 if the lint finds something
        --ignore-unknown-fields   let fields pass that rule files do not have
        --enable-feature=promql-experimental-functions
                                  let functions pass that a server takes only with a setting
      """;

  private static final int GOOD = 0;
  private static final int BAD = 1;
  private static final int WRONG_COMMAND_LINE = 2;
  private static final int LINT = 3;

  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  CheckRulesCommand(InputStream in, PrintStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** Exits with 0, with 1 if a file is bad, with 2 if the command line is, with 3 for the lint. */
  public static void main(String[] arguments) throws IOException {
    System.exit(new CheckRulesCommand(System.in, System.out, System.err).run(List.of(arguments)));
  }

  int run(List<String> arguments) throws IOException {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.print(USAGE);
      return GOOD;
    }
    CheckRulesOptions options;
    try {
      options = CheckRulesOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      err.println("barograph check rules: " + e.getMessage() + "; see --help");
      return WRONG_COMMAND_LINE;
    }
    RuleFileReader reader =
        new RuleFileReader(
            new Parser(new ParserOptions(options.experimentalFunctions())),
            RuleTemplates::problem,
            options.unknownFields());
    int worst = GOOD;
    if (options.files().isEmpty()) {
      byte[] content = in.readAllBytes();
      worst = check("standard input", () -> reader.read("-", content), options);
    }
    for (String file : options.files()) {
      worst = worse(worst, check(file, () -> reader.read(Path.of(file)), options));
    }
    return worst;
  }

  /** A bad file counts for more than what the lint found. */
  private static int worse(int one, int other) {
    return one == BAD || other == BAD ? BAD : Math.max(one, other);
  }

  @FunctionalInterface
  private interface Reading {
    RuleFile read() throws RuleFileException;
  }

  private int check(String file, Reading reading, CheckRulesOptions options) {
    out.println("Checking " + file);
    int exit = GOOD;
    try {
      RuleFile rules = reading.read();
      List<Rule> duplicates = options.lint() ? DuplicateRules.in(rules) : List.of();
      if (duplicates.isEmpty()) {
        int count = rules.groups().stream().mapToInt(group -> group.rules().size()).sum();
        out.println("  SUCCESS: %d rules found".formatted(count));
      } else {
        err.println("  FAILED:");
        duplicates.forEach(this::tell);
        exit = options.lintFatal() ? LINT : GOOD;
      }
    } catch (RuleFileException e) {
      err.println("  FAILED:");
      e.problems().forEach(err::println);
      exit = BAD;
    }
    out.println();
    return exit;
  }

  private void tell(Rule duplicate) {
    err.println(
        "%s: lint: a rule before it has the same name and labels, so both write the same series: %s%s"
            .formatted(duplicate.position(), duplicate.name(), duplicate.labels()));
  }
}
