package io.barograph.promql.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.barograph.model.Labels;
import io.barograph.promql.step.StepSeries;
import io.barograph.promql.step.StepValue;
import io.barograph.promql.step.StepVectors;
import io.barograph.promql.step.UniqueLabels;
import io.barograph.promql.value.QueryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Functions that change labels and leave values alone. */
final class LabelFunctions {
  private LabelFunctions() {}

  static Map<String, QueryFunction> byName() {
    return Map.of(
        "label_replace", LabelFunctions::labelReplace, "label_join", LabelFunctions::labelJoin);
  }

  private static StepValue labelReplace(Arguments arguments) {
    String target = arguments.string(1);
    String source = arguments.string(3);
    Pattern pattern = pattern(arguments.string(4));
    requireName(target, "destination", "label_replace");
    ReplacementTemplate template = new ReplacementTemplate(arguments.string(2));
    Map<String, String> replaced = new HashMap<>();
    return relabel(
        arguments.vectors(0),
        target,
        labels -> {
          String value = labels.valueOrEmpty(source);
          Matcher matcher = pattern.matcher(value);
          return matcher.matches()
              ? replaced.computeIfAbsent(value, _ -> template.expand(matcher, pattern))
              : null;
        });
  }

  private static Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw QueryException.execution("invalid regular expression in label_replace(): " + regex);
    }
  }

  private static StepValue labelJoin(Arguments arguments) {
    String target = arguments.string(1);
    String separator = arguments.string(2);
    List<String> sources = new ArrayList<>();
    for (int i = 3; i < arguments.count(); i++) {
      String source = arguments.string(i);
      requireName(source, "source", "label_join");
      sources.add(source);
    }
    requireName(target, "destination", "label_join");
    return relabel(
        arguments.vectors(0),
        target,
        labels -> {
          StringJoiner joined = new StringJoiner(separator);
          sources.forEach(source -> joined.add(labels.valueOrEmpty(source)));
          return joined.toString();
        });
  }

  private static void requireName(String name, String role, String function) {
    // What was no UTF-8 in the query has become the replacement character.
    if (name.isEmpty() || name.indexOf(0xFFFD) >= 0) {
      throw QueryException.execution(
          "invalid %s label name in %s(): %s".formatted(role, function, name));
    }
  }

  /** Sets one label of each series; null leaves the series as it is. */
  private static StepVectors relabel(
      StepVectors vectors, String target, Function<Labels, @Nullable String> newValue) {
    List<StepSeries> result = new ArrayList<>(vectors.series().size());
    for (StepSeries series : vectors.series()) {
      String value = newValue.apply(series.labels());
      boolean named = target.equals(Labels.METRIC_NAME);
      result.add(
          value == null
              ? series
              : new StepSeries(
                  series.labels().with(target, value),
                  series.nameDropped() && !named,
                  series.values()));
    }
    return UniqueLabels.require(result);
  }
}
