package io.barograph.promql.step;

import java.util.Arrays;

/** A scalar at each step. */
public final class StepScalars implements StepValue {
  private final double[] values;

  /** The array as it stands, not copied. */
  public StepScalars(double[] values) {
    this.values = values;
  }

  /** The same number at each of {@code count} steps. */
  public static StepScalars constant(double value, int count) {
    double[] values = new double[count];
    Arrays.fill(values, value);
    return new StepScalars(values);
  }

  /** One number a step, none of them absent. */
  public double[] values() {
    return values;
  }

  @Override
  public long cells() {
    return values.length;
  }
}
