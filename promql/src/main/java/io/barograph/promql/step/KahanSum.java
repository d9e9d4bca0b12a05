package io.barograph.promql.step;

/**
 * Compensated summation after Kahan and Neumaier: the error does not grow with the number of
 * summands. Infinities end the compensation, because their difference is no number.
 */
public final class KahanSum {
  private double sum;
  private double compensation;

  /** Starts over from {@code value}. */
  public void start(double value, double startCompensation) {
    sum = value;
    compensation = startCompensation;
  }

  public void add(double value) {
    compensation = compensation(sum, compensation, value);
    sum += value;
  }

  /** The compensation after adding {@code value} to a sum that arrays keep for many series. */
  public static double compensation(double sum, double compensation, double value) {
    double total = sum + value;
    if (Double.isInfinite(total)) {
      return 0;
    }
    return Math.abs(sum) >= Math.abs(value)
        ? compensation + ((sum - total) + value)
        : compensation + ((value - total) + sum);
  }

  /** Without the compensation. */
  public double rough() {
    return sum;
  }

  public double compensation() {
    return compensation;
  }

  public double value() {
    return sum + compensation;
  }
}
