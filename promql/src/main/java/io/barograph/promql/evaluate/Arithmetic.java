package io.barograph.promql.evaluate;

import io.barograph.promql.step.Absent;
import io.barograph.promql.tree.BinaryOperator;

/** The operators between two numbers. */
final class Arithmetic {
  private Arithmetic() {}

  /** The value of an arithmetic operator. */
  static double compute(BinaryOperator operator, double left, double right) {
    return switch (operator) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
      case MODULO -> left % right;
      case POWER -> power(left, right);
      case ATAN2 -> Math.atan2(left, right);
      default -> throw new IllegalArgumentException("not arithmetic: " + operator.text());
    };
  }

  static boolean holds(BinaryOperator operator, double left, double right) {
    return switch (operator) {
      case EQUAL -> left == right;
      case NOT_EQUAL -> left != right;
      case LESS -> left < right;
      case LESS_OR_EQUAL -> left <= right;
      case GREATER -> left > right;
      case GREATER_OR_EQUAL -> left >= right;
      default -> throw new IllegalArgumentException("not a comparison: " + operator.text());
    };
  }

  /**
   * What two vector elements give: a number, 0 or 1 for a comparison with {@code bool}, and for one
   * without the value of {@code kept} or nothing.
   */
  static double element(
      BinaryOperator operator, boolean returnBool, double left, double right, double kept) {
    if (!operator.isComparison()) {
      return compute(operator, left, right);
    }
    boolean holds = holds(operator, left, right);
    if (returnBool) {
      return holds ? 1 : 0;
    }
    return holds ? kept : Absent.VALUE;
  }

  /** IEEE 754 says that one to the power of anything is one; Java says NaN where Go follows it. */
  private static double power(double base, double exponent) {
    boolean one = base == 1 || (base == -1 && Double.isInfinite(exponent));
    return one ? 1 : Math.pow(base, exponent);
  }
}
