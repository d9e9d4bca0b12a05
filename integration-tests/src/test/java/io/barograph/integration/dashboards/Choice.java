package io.barograph.integration.dashboards;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What someone has chosen at the top of a dashboard, put into its queries as Grafana does it. */
final class Choice {
  private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");
  private static final Pattern SPECIAL = Pattern.compile("[$^*{}\\[\\]+?.()|]");

  private final Map<String, String> texts = new TreeMap<>();

  /** Nothing chosen yet but the time range. */
  Choice(Duration range) {
    texts.put("__range", range.toSeconds() + "s");
    texts.put("__range_s", String.valueOf(range.toSeconds()));
    texts.put("__interval", "10s");
    // As Go prints a duration, because this one is put in by Grafana's back end.
    texts.put("__rate_interval", "1m0s");
  }

  /** "All", for which the dashboard has an expression of its own. */
  void all(String variable, String expression) {
    texts.put(variable, expression);
  }

  /** The only value of a variable that takes one. */
  void one(String variable, String value) {
    texts.put(variable, value.replace("\\", "\\\\"));
  }

  /** Values of a variable that takes several: an alternative in a regex in a quoted string. */
  void several(String variable, List<String> values) {
    texts.put(
        variable,
        values.size() == 1
            ? escaped(values.getFirst())
            : values.stream().map(Choice::escaped).collect(Collectors.joining("|", "(", ")")));
  }

  private static String escaped(String value) {
    String backslashes = value.replace("\\", "\\\\\\\\");
    return SPECIAL
        .matcher(backslashes)
        .replaceAll(found -> Matcher.quoteReplacement("\\\\" + found.group()));
  }

  /**
   * The expression with everything put in; fails on a variable that the dashboard does not have.
   */
  String into(String expression) {
    return REFERENCE
        .matcher(expression)
        .replaceAll(
            reference -> {
              String name = reference.group(1) != null ? reference.group(1) : reference.group(2);
              String text = texts.get(name);
              if (text == null) {
                throw new AssertionError(
                    "variable \"%s\" in \"%s\" is not one of %s"
                        .formatted(name, expression, texts.keySet()));
              }
              return Matcher.quoteReplacement(text);
            });
  }
}
