package io.barograph.promql.step;

import java.util.Arrays;

/** Quantiles of plain numbers, interpolated between the two nearest ranks. */
public final class Quantile {
  private Quantile() {}

  public static boolean isValid(double quantile) {
    return quantile >= 0 && quantile <= 1;
  }

  /**
   * The quantile of the first {@code size} numbers, which get sorted. Without any it is NaN; beyond
   * 0 and 1 it is infinite. NaN among the numbers counts as the smallest.
   */
  public static double of(double quantile, double[] values, int size) {
    if (size == 0 || Double.isNaN(quantile)) {
      return Double.NaN;
    }
    if (quantile < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (quantile > 1) {
      return Double.POSITIVE_INFINITY;
    }
    Arrays.sort(values, 0, size);
    int notNumbers = 0;
    while (notNumbers < size && Double.isNaN(values[size - 1 - notNumbers])) {
      notNumbers++;
    }
    double rank = quantile * (size - 1);
    int lower = (int) Math.floor(rank);
    int upper = Math.min(size - 1, lower + 1);
    double weight = rank - lower;
    return at(values, size, notNumbers, lower) * (1 - weight)
        + at(values, size, notNumbers, upper) * weight;
  }

  /** Java sorts NaN to the end; the ranks count it from the start. */
  private static double at(double[] values, int size, int notNumbers, int rank) {
    return values[rank < notNumbers ? size - 1 - rank : rank - notNumbers];
  }
}
