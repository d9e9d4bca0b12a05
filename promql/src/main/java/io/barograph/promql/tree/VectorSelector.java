package io.barograph.promql.tree;

import io.barograph.model.LabelMatcher;
import io.barograph.promql.value.ValueType;
import java.util.List;

/**
 * Selects series, and of each the last sample before the evaluation time.
 *
 * @param name the metric name written before the braces, empty if there was none
 * @param matchers all of them; the one for {@code name} is last
 * @param offset milliseconds back in time, negative for forward
 */
public record VectorSelector(
    String name, List<LabelMatcher> matchers, long offset, AtModifier at, SourceRange range)
    implements Expr {
  public VectorSelector {
    matchers = List.copyOf(matchers);
  }

  @Override
  public ValueType type() {
    return ValueType.VECTOR;
  }

  /** The same with another offset, ending at {@code end} of the query. */
  public VectorSelector withOffset(long newOffset, int end) {
    return new VectorSelector(name, matchers, newOffset, at, new SourceRange(range.start(), end));
  }

  /** The same pinned to a time, ending at {@code end} of the query. */
  public VectorSelector withAt(AtModifier newAt, int end) {
    return new VectorSelector(name, matchers, offset, newAt, new SourceRange(range.start(), end));
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}
