package io.barograph.promql.step;

import java.util.List;

/**
 * An instant vector at each step: the series that have a value at some step. Where the order means
 * something (a single step, after sorting), it is the order of the list.
 */
public record StepVectors(List<StepSeries> series) implements StepValue {
  public static final StepVectors EMPTY = new StepVectors(List.of());

  @Override
  public long cells() {
    long cells = 0;
    for (StepSeries one : series) {
      cells += one.values().length;
    }
    return cells;
  }
}
