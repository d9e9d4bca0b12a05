package io.barograph.integration.dashboards;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What someone has chosen at the top of a dashboard of rows, put into its SQL as Grafana does. */
final class RowChoice {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+):sqlstring}");
  private static final Pattern TIME_FILTER = Pattern.compile("\\$__timeFilter\\((\\w+)\\)");

  private final Instant from;
  private final Instant to;
  private final Map<String, String> texts = new TreeMap<>();

  /** Nothing chosen yet but the time range. */
  RowChoice(Instant from, Instant to) {
    this.from = from;
    this.to = to;
  }

  /** "All": the column itself, so that the condition always holds. */
  void all(String variable, String expression) {
    texts.put(variable, expression);
  }

  void several(String variable, List<String> values) {
    texts.put(
        variable,
        values.stream()
            .map(value -> "'" + value.replace("'", "''") + "'")
            .collect(Collectors.joining(",")));
  }

  /** The statement; fails on a variable that the dashboard does not have. */
  String into(String sql) {
    String timed =
        TIME_FILTER.matcher(sql).replaceAll("$1 BETWEEN '%s' AND '%s'".formatted(from, to));
    return REFERENCE
        .matcher(timed)
        .replaceAll(
            reference -> {
              String text = texts.get(reference.group(1));
              if (text == null) {
                throw new AssertionError(
                    "variable \"%s\" in \"%s\" is not one of %s"
                        .formatted(reference.group(1), sql, texts.keySet()));
              }
              return Matcher.quoteReplacement(text);
            });
  }
}
