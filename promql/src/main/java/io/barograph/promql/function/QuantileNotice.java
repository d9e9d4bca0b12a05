package io.barograph.promql.function;

import io.barograph.promql.step.Notices;
import io.barograph.promql.tree.SourceRange;
import io.barograph.promql.value.FloatFormat;

/** The warning about a quantile that is none. */
public final class QuantileNotice {
  private QuantileNotice() {}

  /** Says where in the query the number came from. */
  public static void add(Notices notices, double quantile, SourceRange range) {
    notices.warn(
        "quantile value should be between 0 and 1, got " + FloatFormat.general(quantile), range);
  }
}
