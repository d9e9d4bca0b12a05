package io.barograph.promql.function;

import static java.util.Map.entry;

import java.util.Map;

/** Angles and hyperbolas; angles are in radians. */
final class TrigonometricFunctions {
  private TrigonometricFunctions() {}

  static Map<String, QueryFunction> byName() {
    return Map.ofEntries(
        entry("sin", ElementFunction.of(Math::sin)),
        entry("cos", ElementFunction.of(Math::cos)),
        entry("tan", ElementFunction.of(Math::tan)),
        entry("asin", ElementFunction.of(Math::asin)),
        entry("acos", ElementFunction.of(Math::acos)),
        entry("atan", ElementFunction.of(Math::atan)),
        entry("sinh", ElementFunction.of(Math::sinh)),
        entry("cosh", ElementFunction.of(Math::cosh)),
        entry("tanh", ElementFunction.of(Math::tanh)),
        entry("asinh", ElementFunction.of(TrigonometricFunctions::asinh)),
        entry("acosh", ElementFunction.of(TrigonometricFunctions::acosh)),
        entry("atanh", ElementFunction.of(TrigonometricFunctions::atanh)),
        entry("deg", ElementFunction.of(value -> value * 180 / Math.PI)),
        entry("rad", ElementFunction.of(value -> value * Math.PI / 180)));
  }

  private static double asinh(double value) {
    double x = Math.abs(value);
    if (Double.isInfinite(x)) {
      return value;
    }
    // log1p keeps the digits of small values; for large ones the square would overflow.
    double result =
        x > 0x1p28 ? Math.log(x) + Math.log(2) : Math.log1p(x + x * x / (1 + Math.sqrt(x * x + 1)));
    return Math.copySign(result, value);
  }

  private static double acosh(double value) {
    if (value < 1) {
      // Said outright: far below, rounding would make the logarithm's argument zero.
      return Double.NaN;
    }
    if (value > 0x1p28) {
      return Math.log(value) + Math.log(2);
    }
    double above = value - 1;
    return Math.log1p(above + Math.sqrt(2 * above + above * above));
  }

  private static double atanh(double value) {
    return 0.5 * Math.log1p(2 * value / (1 - value));
  }
}
