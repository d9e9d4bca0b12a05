package io.barograph.alertengine.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.model.Label;
import io.barograph.model.Labels;
import io.barograph.promql.parse.DurationSyntax;
import io.barograph.promql.tree.ParseException;
import io.barograph.promql.value.QueryException;
import io.barograph.promql.value.VectorElement;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The functions that Prometheus gives to templates in rules. */
final class RuleFunctions {
  private static final String STRING_VALUE = "__value__";

  private final Map<String, TemplateFunction> functions = new LinkedHashMap<>();

  /**
   * @param query answers PromQL at the time of the evaluation
   */
  RuleFunctions(Function<String, List<VectorElement>> query, URI externalUrl, double nowSeconds) {
    functions.putAll(TextFunctions.byName());
    one("query", arguments -> samples(answer(query, arguments.text(0))));
    one("first", RuleFunctions::first);
    two("label", arguments -> labels(arguments.any(1)).getOrDefault(arguments.text(0), ""));
    one("value", arguments -> sample(arguments.any(0)).field("Value"));
    one("strvalue", arguments -> labels(arguments.any(0)).getOrDefault(STRING_VALUE, ""));
    functions.put("args", RuleFunctions::args);
    one("safeHtml", arguments -> arguments.text(0));
    one("graphLink", arguments -> link(arguments.text(0), 0));
    one("tableLink", arguments -> link(arguments.text(0), 1));
    two("sortByLabel", RuleFunctions::sortByLabel);
    one("stripPort", arguments -> HostAndPort.parse(arguments.text(0)).host());
    one("stripDomain", arguments -> HostAndPort.parse(arguments.text(0)).withoutDomain());
    one("humanize", arguments -> Humanize.number(arguments.number(0)));
    one("humanize1024", arguments -> Humanize.binary(arguments.number(0)));
    one("humanizePercentage", arguments -> Humanize.percentage(arguments.number(0)));
    one("humanizeTimestamp", arguments -> Humanize.timestamp(arguments.number(0)));
    one("toTime", arguments -> Humanize.timestamp(arguments.number(0)));
    one("parseDuration", RuleFunctions::parseDuration);
    functions.put("pathPrefix", _ -> externalUrl.getPath());
    functions.put("externalURL", _ -> externalUrl.toString());
    functions.put("now", _ -> nowSeconds);
  }

  Map<String, TemplateFunction> all() {
    return functions;
  }

  private void one(String name, Function<Arguments, @Nullable Object> function) {
    functions.put(name, values -> function.apply(Arguments.of(values, 1)));
  }

  private void two(String name, Function<Arguments, @Nullable Object> function) {
    functions.put(name, values -> function.apply(Arguments.of(values, 2)));
  }

  /** Labels as templates see them. */
  static Map<String, String> map(Labels labels) {
    Map<String, String> map = new TreeMap<>();
    for (Label label : labels.asList()) {
      map.put(label.name(), label.value());
    }
    return map;
  }

  private static List<Object> samples(List<VectorElement> elements) {
    List<Object> samples = new ArrayList<>();
    for (VectorElement element : elements) {
      samples.add(new TemplateSample(map(element.labels()), element.value()));
    }
    return samples;
  }

  private static List<VectorElement> answer(
      Function<String, List<VectorElement>> query, String text) {
    try {
      return query.apply(text);
    } catch (QueryException | ParseException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static TemplateSample sample(@Nullable Object value) {
    if (value instanceof TemplateSample sample) {
      return sample;
    }
    throw new IllegalArgumentException(
        "wrong type for value; expected a sample of a query; got " + Values.type(value));
  }

  private static Map<String, String> labels(@Nullable Object value) {
    return sample(value).labels();
  }

  private static @Nullable Object first(Arguments arguments) {
    List<?> samples = arguments.list(0);
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("first() called on vector with no elements");
    }
    return samples.getFirst();
  }

  private static Object args(List<@Nullable Object> values) {
    Map<String, @Nullable Object> map = new TreeMap<>();
    for (int i = 0; i < values.size(); i++) {
      map.put("arg" + i, values.get(i));
    }
    return map;
  }

  private static Object sortByLabel(Arguments arguments) {
    String label = arguments.text(0);
    List<Object> sorted = new ArrayList<>(arguments.list(1));
    sorted.sort(Comparator.comparing(sample -> labels(sample).getOrDefault(label, "")));
    return sorted;
  }

  private static String link(String query, int tab) {
    return "/graph?g0.expr=%s&g0.tab=%d".formatted(URLEncoder.encode(query, UTF_8), tab);
  }

  private static Object parseDuration(Arguments arguments) {
    return DurationSyntax.parse(arguments.text(0)) / 1000.0;
  }
}
