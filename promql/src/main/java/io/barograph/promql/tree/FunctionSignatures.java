package io.barograph.promql.tree;

import static io.barograph.promql.value.ValueType.MATRIX;
import static io.barograph.promql.value.ValueType.SCALAR;
import static io.barograph.promql.value.ValueType.STRING;
import static io.barograph.promql.value.ValueType.VECTOR;

import io.barograph.promql.value.ValueType;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The functions of PromQL by name. */
public final class FunctionSignatures {
  private static final Map<String, FunctionSignature> BY_NAME = new TreeMap<>();

  static {
    vectors(
        "abs ceil exp floor histogram_avg histogram_count histogram_stddev histogram_stdvar"
            + " histogram_sum ln log10 log2 sgn sort sort_desc sqrt timestamp"
            + " sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh deg rad",
        VECTOR);
    vectors(
        "avg_over_time changes count_over_time delta deriv idelta increase irate last_over_time"
            + " max_over_time min_over_time present_over_time rate resets stddev_over_time"
            + " stdvar_over_time sum_over_time absent_over_time",
        MATRIX);
    for (String name :
        "day_of_month day_of_week day_of_year days_in_month hour minute month year"
            .split(" ", -1)) {
      add(name, VECTOR, 1, VECTOR);
    }
    add("absent", VECTOR, 0, VECTOR);
    add("clamp", VECTOR, 0, VECTOR, SCALAR, SCALAR);
    add("clamp_max", VECTOR, 0, VECTOR, SCALAR);
    add("clamp_min", VECTOR, 0, VECTOR, SCALAR);
    add("histogram_fraction", VECTOR, 0, SCALAR, SCALAR, VECTOR);
    add("histogram_quantile", VECTOR, 0, SCALAR, VECTOR);
    add("label_join", VECTOR, FunctionSignature.ANY_NUMBER, VECTOR, STRING, STRING, STRING);
    add("label_replace", VECTOR, 0, VECTOR, STRING, STRING, STRING, STRING);
    add("pi", SCALAR, 0);
    add("predict_linear", VECTOR, 0, MATRIX, SCALAR);
    add("quantile_over_time", VECTOR, 0, SCALAR, MATRIX);
    add("round", VECTOR, 1, VECTOR, SCALAR);
    add("scalar", SCALAR, 0, VECTOR);
    add("time", SCALAR, 0);
    add("vector", VECTOR, 0, SCALAR);

    experimental("double_exponential_smoothing", 0, MATRIX, SCALAR, SCALAR);
    experimental("mad_over_time", 0, MATRIX);
    experimental("sort_by_label", FunctionSignature.ANY_NUMBER, VECTOR, STRING);
    experimental("sort_by_label_desc", FunctionSignature.ANY_NUMBER, VECTOR, STRING);
    experimental("ts_of_last_over_time", 0, MATRIX);
    experimental("ts_of_max_over_time", 0, MATRIX);
    experimental("ts_of_min_over_time", 0, MATRIX);
  }

  private FunctionSignatures() {}

  private static void vectors(String names, ValueType argument) {
    for (String name : names.split(" ", -1)) {
      add(name, VECTOR, 0, argument);
    }
  }

  private static void add(String name, ValueType returnType, int optional, ValueType... arguments) {
    BY_NAME.put(name, new FunctionSignature(name, List.of(arguments), optional, returnType, false));
  }

  private static void experimental(String name, int optional, ValueType... arguments) {
    BY_NAME.put(name, new FunctionSignature(name, List.of(arguments), optional, VECTOR, true));
  }

  /** The function with this name, or null; names are in lower case. */
  public static @Nullable FunctionSignature named(String name) {
    return BY_NAME.get(name);
  }

  /** All of them, by ascending name. */
  public static Collection<FunctionSignature> all() {
    return Collections.unmodifiableCollection(BY_NAME.values());
  }
}
