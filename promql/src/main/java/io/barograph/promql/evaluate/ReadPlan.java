package io.barograph.promql.evaluate;

import io.barograph.model.LabelMatcher;
import io.barograph.promql.step.Steps;
import io.barograph.promql.tree.AggregateExpr;
import io.barograph.promql.tree.BinaryExpr;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.FunctionCall;
import io.barograph.promql.tree.MatrixSelector;
import io.barograph.promql.tree.NumberLiteral;
import io.barograph.promql.tree.ParenExpr;
import io.barograph.promql.tree.StringLiteral;
import io.barograph.promql.tree.SubqueryExpr;
import io.barograph.promql.tree.UnaryExpr;
import io.barograph.promql.tree.VectorSelector;
import io.barograph.storage.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a query must read before it can be evaluated. Selectors with the same matchers share a read
 * where their times overlap; where they do not ({@code x / x offset 1w}) each has its own, so that
 * nothing between is read in vain.
 */
public final class ReadPlan {
  private final QueryBounds bounds;
  private final long lookback;
  private final long defaultSubqueryStep;
  private final Map<Set<LabelMatcher>, List<Wanted>> wanted = new LinkedHashMap<>();
  private final List<Read> reads = new ArrayList<>();
  private final IdentityHashMap<VectorSelector, Read> bySelector = new IdentityHashMap<>();

  private record Wanted(VectorSelector selector, TimeRange range) {}

  private ReadPlan(QueryBounds bounds, long lookback, long defaultSubqueryStep) {
    this.bounds = bounds;
    this.lookback = lookback;
    this.defaultSubqueryStep = defaultSubqueryStep;
  }

  /** The reads of {@code expr} over {@code steps}; lengths are in milliseconds. */
  public static ReadPlan of(
      Expr expr, Steps steps, QueryBounds bounds, long lookback, long defaultSubqueryStep) {
    ReadPlan plan = new ReadPlan(bounds, lookback, defaultSubqueryStep);
    plan.collect(expr, steps.start(), steps.end());
    plan.wanted.values().forEach(plan::merge);
    return plan;
  }

  public List<Read> reads() {
    return reads;
  }

  /**
   * The read that has the samples of a selector of this query, the same instance as in its tree.
   */
  Read readFor(VectorSelector selector) {
    Read read = bySelector.get(selector);
    if (read == null) {
      throw new IllegalStateException("no read planned for selector \"" + selector + "\"");
    }
    return read;
  }

  private void collect(Expr expr, long start, long end) {
    switch (expr) {
      case NumberLiteral _, StringLiteral _ -> {}
      case ParenExpr paren -> collect(paren.expr(), start, end);
      case UnaryExpr unary -> collect(unary.expr(), start, end);
      case BinaryExpr binary -> {
        collect(binary.left(), start, end);
        collect(binary.right(), start, end);
      }
      case AggregateExpr aggregate -> {
        Expr parameter = aggregate.parameter();
        if (parameter != null) {
          collect(parameter, start, end);
        }
        collect(aggregate.expr(), start, end);
      }
      case FunctionCall call -> call.arguments().forEach(each -> collect(each, start, end));
      case VectorSelector selector -> want(selector, lookback, start, end);
      case MatrixSelector matrix -> want(matrix.vector(), matrix.length(), start, end);
      case SubqueryExpr subquery -> {
        long firstEnd = bounds.resolve(subquery.at(), start) - subquery.offset();
        long lastEnd = bounds.resolve(subquery.at(), end) - subquery.offset();
        Steps steps = SubquerySteps.covering(subquery, firstEnd, lastEnd, defaultSubqueryStep);
        // Without a step nothing is read, but the selectors inside still need a place.
        collect(
            subquery.expr(),
            steps == null ? lastEnd : steps.start(),
            steps == null ? lastEnd : steps.end());
      }
    }
  }

  private void want(VectorSelector selector, long length, long start, long end) {
    long from = bounds.resolve(selector.at(), start) - selector.offset() - length + 1;
    long to = bounds.resolve(selector.at(), end) - selector.offset();
    wanted
        .computeIfAbsent(Set.copyOf(selector.matchers()), _ -> new ArrayList<>())
        .add(new Wanted(selector, new TimeRange(from, to)));
  }

  /** One read for each run of overlapping ranges. */
  private void merge(List<Wanted> sameMatchers) {
    sameMatchers.sort(Comparator.comparingLong(each -> each.range.start()));
    List<Wanted> run = new ArrayList<>();
    long end = Long.MIN_VALUE;
    for (Wanted next : sameMatchers) {
      if (!run.isEmpty() && next.range.start() > end) {
        finish(run, end);
        run.clear();
        end = Long.MIN_VALUE;
      }
      run.add(next);
      end = Math.max(end, next.range.end());
    }
    finish(run, end);
  }

  private void finish(List<Wanted> run, long end) {
    Wanted first = run.getFirst();
    Read read = new Read(first.selector.matchers(), new TimeRange(first.range.start(), end));
    reads.add(read);
    run.forEach(each -> bySelector.put(each.selector, read));
  }
}
