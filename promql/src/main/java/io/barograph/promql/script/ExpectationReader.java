package io.barograph.promql.script;

import io.barograph.promql.lex.StringSyntax;
import io.barograph.promql.script.Command.Grid;
import io.barograph.promql.script.Expectation.TextCheck;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines below an evaluation, in the present form and in the older one. */
final class ExpectationReader {
  private static final TextCheck ANYTHING = new TextCheck("anything", _ -> true);
  private static final Pattern EXPECT =
      Pattern.compile(
          "expect\\s+(fail|warn|info|no_warn|no_info|ordered)(?:\\s+(msg|regex):\\s*(.*))?");
  private static final Pattern EXPECT_MATRIX =
      Pattern.compile(
          "expect\\s+range\\s+vector\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)");
  private static final Pattern EXPECT_STRING = Pattern.compile("expect\\s+string\\s+(.+)");
  private static final Pattern FAILURE = Pattern.compile("expected_fail_(message|regexp)\\s+(.+)");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9.]+(?:[eE][+-]?[0-9]+)?|(?i:inf|nan))");

  private final Expectation expected;

  /** For an evaluation whose command word carries a suffix, such as {@code eval_fail}. */
  ExpectationReader(Expectation expected, @Nullable String suffix) {
    this.expected = expected;
    switch (suffix) {
      case "fail" -> expected.failures.add(ANYTHING);
      case "warn" -> expected.warnings.add(ANYTHING);
      case "info" -> expected.infos.add(ANYTHING);
      case "ordered" -> expected.ordered = true;
      case null, default -> {}
    }
  }

  void line(int number, String line) {
    Matcher expect = EXPECT.matcher(line);
    Matcher matrix = EXPECT_MATRIX.matcher(line);
    Matcher string = EXPECT_STRING.matcher(line);
    Matcher failure = FAILURE.matcher(line);
    if (matrix.matches()) {
      expected.matrix =
          new Grid(
              ScriptReader.duration(number, matrix.group(1)),
              ScriptReader.duration(number, matrix.group(2)),
              ScriptReader.duration(number, matrix.group(3)));
    } else if (string.matches()) {
      expected.string = StringSyntax.unquote(string.group(1));
    } else if (expect.matches()) {
      expect(expect.group(1), check(expect.group(2), expect.group(3)));
    } else if (failure.matches()) {
      expected.failures.add(
          check(failure.group(1).equals("message") ? "msg" : "regex", failure.group(2)));
    } else if (NUMBER.matcher(line).matches()) {
      expected.scalar = SeriesNotation.number(line);
    } else if (line.startsWith("expect ")) {
      throw new ScriptException(number, "not an expectation: \"" + line + "\"");
    } else {
      expected.series.add(SeriesNotation.parse(number, line));
    }
  }

  private void expect(String what, TextCheck check) {
    switch (what) {
      case "fail" -> expected.failures.add(check);
      case "warn" -> expected.warnings.add(check);
      case "info" -> expected.infos.add(check);
      // Without a warning or info to expect, none may come anyway.
      case "no_warn", "no_info" -> {}
      case "ordered" -> expected.ordered = true;
      default -> throw new IllegalArgumentException("unknown expectation \"" + what + "\"");
    }
  }

  private static TextCheck check(@Nullable String kind, @Nullable String text) {
    if (kind == null || text == null) {
      return ANYTHING;
    }
    if (kind.equals("msg")) {
      return new TextCheck(text, text::equals);
    }
    Pattern pattern = Pattern.compile(text);
    return new TextCheck("/" + text + "/", actual -> pattern.matcher(actual).find());
  }

  /** Whether each text satisfies one of the checks. */
  static boolean allMatch(List<TextCheck> checks, List<String> texts) {
    return texts.stream()
        .allMatch(text -> checks.stream().anyMatch(check -> check.test().test(text)));
  }
}
