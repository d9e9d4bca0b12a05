package io.barograph.promql.function;

import static java.util.Map.entry;

import io.barograph.promql.lex.StringSyntax;
import io.barograph.promql.step.Absent;
import io.barograph.promql.step.RangeSeries;
import io.barograph.promql.step.StepValue;
import io.barograph.promql.step.Window;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How much and how fast values change. Those for counters see a fall as a restart from zero. */
final class RateFunctions {
  private static final List<String> COUNTER_SUFFIXES =
      List.of("_total", "_sum", "_count", "_bucket");

  private RateFunctions() {}

  static Map<String, QueryFunction> byName() {
    return Map.ofEntries(
        entry("rate", ofCounter(true)),
        entry("increase", ofCounter(false)),
        entry("delta", RateFunctions::delta),
        entry("irate", WindowFunction.of((window, _) -> lastChange(window, true))),
        entry("idelta", WindowFunction.of((window, _) -> lastChange(window, false))),
        entry("changes", WindowFunction.of((window, _) -> changes(window))),
        entry("resets", WindowFunction.of((window, _) -> resets(window))));
  }

  private static StepValue delta(Arguments arguments) {
    Extrapolation extrapolation = new Extrapolation(false);
    return WindowFunction.apply(arguments, 0, (window, _) -> extrapolation.ofGauge(window));
  }

  private static QueryFunction ofCounter(boolean perSecond) {
    return arguments -> {
      Suspects suspects = new Suspects();
      Extrapolation extrapolation = new Extrapolation(perSecond);
      WindowFunction increase =
          (window, _) -> {
            double result = extrapolation.ofCounter(window);
            if (!Absent.is(result)) {
              suspects.look(window.series());
            }
            return result;
          };
      StepValue result = WindowFunction.apply(arguments, 0, increase);
      for (String metric : suspects.metrics) {
        arguments
            .notices()
            .inform(
                "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
                    + StringSyntax.quote(metric),
                arguments.range(0));
      }
      return result;
    };
  }

  /** Metrics that might be no counters. Looks at each series once, not at each of its windows. */
  private static final class Suspects {
    private final Set<String> metrics = new LinkedHashSet<>();
    private @Nullable RangeSeries last;

    void look(RangeSeries series) {
      if (series == last) {
        return;
      }
      last = series;
      String metric = series.labels().metricName();
      if (!metric.isEmpty() && !hasCounterSuffix(metric)) {
        metrics.add(metric);
      }
    }
  }

  private static boolean hasCounterSuffix(String metric) {
    for (String suffix : COUNTER_SUFFIXES) {
      if (metric.endsWith(suffix)) {
        return true;
      }
    }
    return false;
  }

  /** Between the last two samples; for a counter by the second. */
  private static double lastChange(Window window, boolean counter) {
    if (window.size() < 2) {
      return Absent.VALUE;
    }
    int last = window.to() - 1;
    double value = window.values()[last];
    double before = window.values()[last - 1];
    if (!counter) {
      return value - before;
    }
    double change = value < before ? value : value - before;
    return change / ((window.timestamps()[last] - window.timestamps()[last - 1]) / 1000.0);
  }

  private static double changes(Window window) {
    double[] values = window.values();
    int changes = 0;
    for (int i = window.from() + 1; i < window.to(); i++) {
      boolean bothNaN = Double.isNaN(values[i]) && Double.isNaN(values[i - 1]);
      if (values[i] != values[i - 1] && !bothNaN) {
        changes++;
      }
    }
    return changes;
  }

  private static double resets(Window window) {
    double[] values = window.values();
    int resets = 0;
    for (int i = window.from() + 1; i < window.to(); i++) {
      if (values[i] < values[i - 1]) {
        resets++;
      }
    }
    return resets;
  }
}
