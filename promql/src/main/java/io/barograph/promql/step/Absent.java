package io.barograph.promql.step;

import io.barograph.model.StaleMarker;
import java.util.Arrays;

/**
 * How an array says that a series has no value at a step. It is the bit pattern of the stale
 * marker: selectors drop those, and arithmetic never gives a signalling NaN.
 */
public final class Absent {
  public static final double VALUE = StaleMarker.VALUE;

  private Absent() {}

  public static boolean is(double value) {
    return StaleMarker.isStale(value);
  }

  /** An array with no values. */
  public static double[] values(int count) {
    double[] values = new double[count];
    Arrays.fill(values, VALUE);
    return values;
  }

  /** Whether there is no value at any step. */
  public static boolean everywhere(double[] values) {
    for (double value : values) {
      if (!is(value)) {
        return false;
      }
    }
    return true;
  }
}
