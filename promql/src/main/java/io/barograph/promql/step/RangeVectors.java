package io.barograph.promql.step;

import java.util.List;

/**
 * A range vector at each step: series, and the window of them that each step sees. Windows move
 * forward with the steps or, when pinned, stay.
 *
 * @param firstEnd where the window of the first step ends, inclusive
 * @param advance how far the window moves from step to step, 0 when pinned
 * @param length milliseconds; a window is open on the left
 */
public record RangeVectors(
    List<RangeSeries> series, long firstEnd, long advance, long length, int count) {
  /** Where the window of a step ends, inclusive. */
  public long end(int step) {
    return firstEnd + step * advance;
  }
}
