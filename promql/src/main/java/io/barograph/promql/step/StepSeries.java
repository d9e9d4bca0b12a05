package io.barograph.promql.step;

import io.barograph.model.Labels;

/** One series with a value, or {@link Absent}, at each step. */
public final class StepSeries {
  private final Labels labels;
  private final boolean nameDropped;
  private final double[] values;

  /**
   * The array as it stands, not copied.
   *
   * @param nameDropped whether the metric name among the labels no longer describes the values and
   *     goes away at the end of the evaluation; see {@link NameRemoval}
   */
  public StepSeries(Labels labels, boolean nameDropped, double[] values) {
    this.labels = labels;
    this.nameDropped = nameDropped;
    this.values = values;
  }

  public Labels labels() {
    return labels;
  }

  public boolean nameDropped() {
    return nameDropped;
  }

  /** Owned by whoever evaluated the series; the consumer may overwrite it. */
  public double[] values() {
    return values;
  }

  public StepSeries withLabels(Labels newLabels) {
    return new StepSeries(newLabels, nameDropped, values);
  }
}
