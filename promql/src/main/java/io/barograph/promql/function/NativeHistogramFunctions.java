package io.barograph.promql.function;

import io.barograph.promql.step.StepVectors;
import java.util.HashMap;
import java.util.Map;

/**
 * Functions of native histograms alone: of floats, which is all there is so far, they give none.
 */
final class NativeHistogramFunctions {
  private NativeHistogramFunctions() {}

  static Map<String, QueryFunction> byName() {
    Map<String, QueryFunction> functions = new HashMap<>();
    for (String part : new String[] {"avg", "count", "stddev", "stdvar", "sum"}) {
      functions.put(
          "histogram_" + part,
          arguments -> {
            arguments.vectors(0);
            return StepVectors.EMPTY;
          });
    }
    return functions;
  }
}
