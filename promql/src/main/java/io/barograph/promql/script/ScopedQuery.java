package io.barograph.promql.script;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.VectorSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A query that sees only series with a certain label. */
public final class ScopedQuery extends TreeRewrite {
  private final LabelMatcher scope;

  private ScopedQuery(LabelMatcher scope) {
    this.scope = scope;
  }

  /** The same query with one more matcher in every selector. */
  public static Expr scope(Expr expr, LabelMatcher scope) {
    return new ScopedQuery(scope).rewrite(expr);
  }

  /** Whether a selector of the query selects one of these series. */
  public static boolean selectsAny(Expr expr, List<Labels> series) {
    AtomicBoolean found = new AtomicBoolean();
    new TreeRewrite() {
      @Override
      VectorSelector selector(VectorSelector selector) {
        if (series.stream().anyMatch(labels -> selects(selector, labels))) {
          found.set(true);
        }
        return selector;
      }
    }.rewrite(expr);
    return found.get();
  }

  private static boolean selects(VectorSelector selector, Labels labels) {
    return selector.matchers().stream().allMatch(matcher -> matcher.matches(labels));
  }

  @Override
  VectorSelector selector(VectorSelector selector) {
    List<LabelMatcher> matchers = new ArrayList<>(selector.matchers());
    matchers.addFirst(scope);
    return new VectorSelector(
        selector.name(), matchers, selector.offset(), selector.at(), selector.range());
  }
}
