package io.barograph.promql.function;

import java.util.HashMap;
import java.util.Map;

/** All functions by name. */
public final class QueryFunctions {
  private static final Map<String, QueryFunction> BY_NAME = new HashMap<>();

  static {
    BY_NAME.putAll(MathFunctions.byName());
    BY_NAME.putAll(TrigonometricFunctions.byName());
    BY_NAME.putAll(RoundingFunctions.byName());
    BY_NAME.putAll(TimeFunctions.byName());
    BY_NAME.putAll(ScalarFunctions.byName());
    BY_NAME.putAll(LabelFunctions.byName());
    BY_NAME.putAll(SortFunctions.byName());
    BY_NAME.putAll(AbsentFunctions.byName());
    BY_NAME.putAll(RateFunctions.byName());
    BY_NAME.putAll(RegressionFunctions.byName());
    BY_NAME.putAll(OverTimeFunctions.byName());
    BY_NAME.putAll(ExtremeFunctions.byName());
    BY_NAME.putAll(SpreadFunctions.byName());
    BY_NAME.putAll(HistogramFunctions.byName());
    BY_NAME.putAll(NativeHistogramFunctions.byName());
  }

  private QueryFunctions() {}

  /** The function with this name; there must be one. */
  public static QueryFunction named(String name) {
    QueryFunction function = BY_NAME.get(name);
    if (function == null) {
      throw new IllegalArgumentException("no function has the name \"" + name + "\"");
    }
    return function;
  }
}
