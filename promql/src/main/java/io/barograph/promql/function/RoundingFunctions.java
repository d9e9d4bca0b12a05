package io.barograph.promql.function;

import io.barograph.promql.step.Absent;
import io.barograph.promql.step.StepValue;
import java.util.Map;

/** Functions that bring values to a grid or within bounds. */
final class RoundingFunctions {
  private RoundingFunctions() {}

  static Map<String, QueryFunction> byName() {
    return Map.of(
        "ceil", ElementFunction.of(Math::ceil),
        "floor", ElementFunction.of(Math::floor),
        "round", RoundingFunctions::round,
        "clamp", RoundingFunctions::clamp,
        "clamp_min", RoundingFunctions::clampMin,
        "clamp_max", RoundingFunctions::clampMax);
  }

  /** To the nearest multiple, halves up. */
  private static StepValue round(Arguments arguments) {
    double[] nearest = arguments.count() > 1 ? arguments.scalars(1) : null;
    return ElementFunction.apply(
        arguments,
        arguments.vectors(0),
        (value, step) -> {
          // Multiplying by the inverse is exact for the common fractions of ten, dividing is not.
          double inverse = nearest == null ? 1 : 1 / nearest[step];
          return Math.floor(value * inverse + 0.5) / inverse;
        });
  }

  private static StepValue clamp(Arguments arguments) {
    double[] lowest = arguments.scalars(1);
    double[] highest = arguments.scalars(2);
    return ElementFunction.apply(
        arguments,
        arguments.vectors(0),
        (value, step) ->
            highest[step] < lowest[step]
                ? Absent.VALUE
                : Math.max(lowest[step], Math.min(highest[step], value)));
  }

  private static StepValue clampMin(Arguments arguments) {
    double[] lowest = arguments.scalars(1);
    return ElementFunction.apply(
        arguments, arguments.vectors(0), (value, step) -> Math.max(lowest[step], value));
  }

  private static StepValue clampMax(Arguments arguments) {
    double[] highest = arguments.scalars(1);
    return ElementFunction.apply(
        arguments, arguments.vectors(0), (value, step) -> Math.min(highest[step], value));
  }
}
