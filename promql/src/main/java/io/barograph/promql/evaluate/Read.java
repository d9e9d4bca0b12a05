package io.barograph.promql.evaluate;

import io.barograph.model.LabelMatcher;
import io.barograph.storage.TimeRange;
import java.util.List;

/** One read of storage, for one or several selectors. Compared by identity. */
public final class Read {
  private final List<LabelMatcher> matchers;
  private final TimeRange range;

  Read(List<LabelMatcher> matchers, TimeRange range) {
    this.matchers = matchers;
    this.range = range;
  }

  public List<LabelMatcher> matchers() {
    return matchers;
  }

  public TimeRange range() {
    return range;
  }
}
