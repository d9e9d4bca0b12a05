package io.barograph.queryapi.services;

import static java.util.stream.Collectors.joining;

import io.barograph.model.LabelMatcher;
import io.barograph.model.MatchType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which requests are looked at: for each label the values that count, any where it is not named.
 *
 * @param values by label; {@code route} stands for Spring's {@code uri} too
 */
public record RequestFilter(Map<String, List<String>> values) {
  /** Labels that may be filtered by. */
  public static final List<String> LABELS =
      List.of("bucket", "host", "job", "instance", "method", "route");

  public static final RequestFilter ALL = new RequestFilter(Map.of());

  private static final String ROUTE = "route";

  public RequestFilter {
    values = Map.copyOf(values);
  }

  /** Requests of one route that this filter lets through. */
  RequestFilter of(RouteKey key) {
    return with("job", List.of(key.job()))
        .with("method", List.of(key.method()))
        .with(ROUTE, List.of(key.route()));
  }

  RequestFilter with(String label, Collection<String> wanted) {
    Map<String, List<String>> more = new TreeMap<>(values);
    more.put(label, List.copyOf(wanted));
    return new RequestFilter(more);
  }

  /** Whether nothing but these labels is filtered by. */
  boolean asksOnlyFor(Set<String> labels) {
    return labels.containsAll(values.keySet());
  }

  /**
   * {@code function} over the series of a metric that are let through, as PromQL. Series with
   * {@code route} and series with {@code uri} have different label sets, so the union loses none.
   */
  String apply(String function, String metric, long windowMillis) {
    List<LabelMatcher> matchers = new ArrayList<>();
    new TreeMap<>(values)
        .forEach(
            (label, wanted) -> {
              if (!label.equals(ROUTE)) {
                matchers.add(matcher(label, wanted));
              }
            });
    List<String> routes = values.get(ROUTE);
    if (routes == null) {
      return call(function, metric, matchers, windowMillis);
    }
    List<LabelMatcher> named = new ArrayList<>(matchers);
    named.add(matcher(ROUTE, routes));
    matchers.add(LabelMatcher.equal(ROUTE, ""));
    matchers.add(matcher("uri", routes));
    return "(%s or %s)"
        .formatted(
            call(function, metric, named, windowMillis),
            call(function, metric, matchers, windowMillis));
  }

  private static String call(
      String function, String metric, List<LabelMatcher> matchers, long windowMillis) {
    String texts = matchers.stream().map(LabelMatcher::toString).collect(joining(","));
    return "%s(%s{%s}[%dms])".formatted(function, metric, texts, windowMillis);
  }

  private static LabelMatcher matcher(String label, List<String> wanted) {
    return wanted.size() == 1
        ? LabelMatcher.equal(label, wanted.getFirst())
        : LabelMatcher.of(
            label,
            MatchType.REGEX,
            wanted.stream().map(RequestFilter::literally).collect(joining("|")));
  }

  /** A regular expression that matches the text and nothing else. */
  private static String literally(String text) {
    StringBuilder regex = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("\\.+*?()|[]{}^$".indexOf(c) >= 0) {
        regex.append('\\');
      }
      regex.append(c);
    }
    return regex.toString();
  }
}
