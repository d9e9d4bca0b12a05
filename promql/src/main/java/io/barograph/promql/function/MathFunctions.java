package io.barograph.promql.function;

import java.util.Map;

/** Roots, logarithms and the like. */
final class MathFunctions {
  private static final double LN_2 = Math.log(2);

  private MathFunctions() {}

  static Map<String, QueryFunction> byName() {
    return Map.of(
        "abs", ElementFunction.of(Math::abs),
        "exp", ElementFunction.of(Math::exp),
        "ln", ElementFunction.of(Math::log),
        "log2", ElementFunction.of(MathFunctions::log2),
        "log10", ElementFunction.of(Math::log10),
        "sgn", ElementFunction.of(MathFunctions::sign),
        "sqrt", ElementFunction.of(Math::sqrt));
  }

  /** Exact for powers of two, which the quotient of two logarithms is not. */
  private static double log2(double value) {
    if (value > 0 && value < Double.POSITIVE_INFINITY) {
      int exponent = Math.getExponent(value);
      if (value == Math.scalb(1.0, exponent)) {
        return exponent;
      }
    }
    return Math.log(value) / LN_2;
  }

  private static double sign(double value) {
    return value < 0 ? -1 : value > 0 ? 1 : value;
  }
}
