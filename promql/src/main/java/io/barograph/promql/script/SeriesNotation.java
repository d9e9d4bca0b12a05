package io.barograph.promql.script;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MatchType;
import io.barograph.model.StaleMarker;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ParserOptions;
import io.barograph.promql.tree.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Series as scripts write them: {@code metric{a="b"} 1+2x3 _ stale}. A null value is none at that
 * step.
 */
public final class SeriesNotation {
  private static final String NUMBER =
      "(?:[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?(?i:inf|nan))";
  private static final Pattern ITEM = Pattern.compile("(" + NUMBER + ")(?:([+-].+?)?x([0-9]+))?");
  private static final Pattern GAP = Pattern.compile("_(?:x([0-9]+))?");
  private static final Pattern HISTOGRAM =
      Pattern.compile("\\{\\{[^}]*\\}\\}(?:[+-]\\{\\{[^}]*\\}\\})?(?:x([0-9]+))?");
  private static final Parser PARSER = new Parser(ParserOptions.DEFAULT);

  private SeriesNotation() {}

  /**
   * Reads one series.
   *
   * @param line for the message of a mistake
   * @throws ScriptException if it is none
   */
  public static SeriesLine parse(int line, String text) {
    int split = endOfMetric(text);
    Labels labels = labels(line, text.substring(0, split).strip());
    List<@Nullable Double> values = new ArrayList<>();
    boolean histograms = false;
    String rest = text.substring(split).strip();
    int position = 0;
    Matcher histogram = HISTOGRAM.matcher(rest);
    while (position < rest.length()) {
      if (Character.isWhitespace(rest.charAt(position))) {
        position++;
      } else if (rest.startsWith("{{", position)) {
        if (!histogram.find(position) || histogram.start() != position) {
          throw new ScriptException(line, "histogram is not closed: \"" + rest + "\"");
        }
        histograms = true;
        gap(values, repetitions(histogram.group(1)) + 1);
        position = histogram.end();
      } else {
        int end = position;
        while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
          end++;
        }
        item(line, rest.substring(position, end), values);
        position = end;
      }
    }
    return new SeriesLine(labels, values, histograms);
  }

  private static int repetitions(@Nullable String count) {
    return count == null ? 0 : Integer.parseInt(count);
  }

  private static void gap(List<@Nullable Double> values, int count) {
    for (int i = 0; i < count; i++) {
      values.add(null);
    }
  }

  private static void item(int line, String item, List<@Nullable Double> values) {
    Matcher gap = GAP.matcher(item);
    Matcher number = ITEM.matcher(item);
    if (item.equals("stale")) {
      values.add(StaleMarker.VALUE);
    } else if (gap.matches()) {
      gap(values, gap.group(1) == null ? 1 : repetitions(gap.group(1)));
    } else if (number.matches()) {
      double value = number(number.group(1));
      double change = number.group(2) == null ? 0 : number(number.group(2));
      int count = repetitions(number.group(3));
      for (int i = 0; i <= count; i++) {
        values.add(value);
        value += number.group(2) == null ? 0 : change;
      }
    } else {
      throw new ScriptException(line, "not a value: \"" + item + "\"");
    }
  }

  static double number(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> Double.NaN;
      case "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** The metric ends with its braces, or without any at the first space. */
  private static int endOfMetric(String text) {
    char quote = 0;
    boolean braces = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\' && quote != '`') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if (c == '{') {
        braces = true;
      } else if (c == '}') {
        return i + 1;
      } else if (Character.isWhitespace(c) && !braces) {
        return i;
      }
    }
    return text.length();
  }

  private static Labels labels(int line, String metric) {
    if (metric.equals("{}")) {
      return Labels.EMPTY;
    }
    Map<String, String> labels = new TreeMap<>();
    try {
      for (LabelMatcher matcher : PARSER.parseSelector(metric)) {
        if (matcher.type() != MatchType.EQUAL) {
          throw new ScriptException(line, "labels need \"=\": \"" + metric + "\"");
        }
        labels.put(matcher.name(), matcher.value());
      }
    } catch (ParseException e) {
      throw new ScriptException(line, e.getMessage() + " in \"" + metric + "\"");
    }
    return Labels.of(labels);
  }
}
