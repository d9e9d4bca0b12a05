package io.barograph.promql.script;

import io.barograph.promql.parse.DurationSyntax;
import io.barograph.promql.script.Command.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads scripts: commands with indented or plain lines below them, ended by an empty line. */
final class ScriptReader {
  private static final Pattern LOAD = Pattern.compile("load(_with_nhcb)?\\s+(\\S+)");
  private static final Pattern INSTANT =
      Pattern.compile("eval(?:_(fail|warn|info|ordered))?\\s+instant\\s+(?:at\\s+(\\S+)\\s+)?(.+)");
  private static final Pattern RANGE =
      Pattern.compile(
          "eval(?:_(fail|warn|info))?\\s+range\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)"
              + "\\s+(.+)");

  private final List<String> lines;
  private int next;

  private ScriptReader(List<String> lines) {
    this.lines = lines;
  }

  static List<Command> read(String script) {
    List<String> lines =
        script.lines().map(String::strip).map(line -> line.startsWith("#") ? "" : line).toList();
    return new ScriptReader(lines).commands();
  }

  private List<Command> commands() {
    List<Command> commands = new ArrayList<>();
    while (next < lines.size()) {
      String line = lines.get(next++);
      if (!line.isEmpty()) {
        commands.add(command(next, line));
      }
    }
    return commands;
  }

  private Command command(int number, String line) {
    String word = line.split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
    if (word.equals("clear")) {
      return new Command.Clear(number);
    }
    if (word.startsWith("load")) {
      return load(number, line);
    }
    if (word.startsWith("eval")) {
      return evaluate(number, line);
    }
    throw new ScriptException(number, "not a command: \"" + line + "\"");
  }

  private Command load(int number, String line) {
    Matcher matcher = LOAD.matcher(line);
    if (!matcher.matches()) {
      throw new ScriptException(number, "load needs a step: \"" + line + "\"");
    }
    List<SeriesLine> series = new ArrayList<>();
    while (next < lines.size() && !lines.get(next).isEmpty()) {
      series.add(SeriesNotation.parse(next + 1, lines.get(next)));
      next++;
    }
    return new Command.Load(
        number, duration(number, matcher.group(2)), series, matcher.group(1) != null);
  }

  private Command evaluate(int number, String line) {
    Matcher instant = INSTANT.matcher(line);
    Matcher range = RANGE.matcher(line);
    Expectation expected = new Expectation();
    if (instant.matches()) {
      ExpectationReader reader = new ExpectationReader(expected, instant.group(1));
      expectations(reader);
      String at = instant.group(2);
      long time = at == null ? 0 : duration(number, at);
      return new Command.Evaluate(
          number, instant.group(3), new Grid(time, time, 1), true, expected);
    }
    if (range.matches()) {
      ExpectationReader reader = new ExpectationReader(expected, range.group(1));
      expectations(reader);
      Grid grid =
          new Grid(
              duration(number, range.group(2)),
              duration(number, range.group(3)),
              duration(number, range.group(4)));
      return new Command.Evaluate(number, range.group(5), grid, false, expected);
    }
    throw new ScriptException(number, "not an evaluation: \"" + line + "\"");
  }

  private void expectations(ExpectationReader reader) {
    while (next < lines.size() && !lines.get(next).isEmpty()) {
      reader.line(next + 1, lines.get(next));
      next++;
    }
  }

  static long duration(int line, String text) {
    boolean negative = text.startsWith("-");
    String magnitude = negative ? text.substring(1) : text;
    try {
      long value =
          magnitude.matches("[0-9.]+")
              ? Math.round(Double.parseDouble(magnitude) * 1000)
              : DurationSyntax.parse(magnitude);
      return negative ? -value : value;
    } catch (IllegalArgumentException e) {
      throw new ScriptException(line, "not a duration: \"" + text + "\"");
    }
  }
}
