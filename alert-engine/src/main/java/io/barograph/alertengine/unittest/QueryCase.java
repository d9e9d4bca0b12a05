package io.barograph.alertengine.unittest;

import io.barograph.model.Labels;
import io.barograph.promql.value.FloatFormat;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** The samples that a query must give at a time, in any order. */
record QueryCase(String query, Duration evalTime, List<Result> expected) {
  QueryCase {
    expected = Result.sorted(expected);
  }

  /** A sample as tests compare it. */
  record Result(Labels labels, double value) {
    private static final Comparator<Result> ORDER =
        Comparator.comparing(Result::labels).thenComparingDouble(Result::value);

    static List<Result> sorted(List<Result> results) {
      return results.stream().sorted(ORDER).toList();
    }

    @Override
    public String toString() {
      return labels + " " + FloatFormat.sample(value);
    }
  }

  /**
   * Whether results are those expected. NaN is never, not even where NaN is expected: as in
   * promtool.
   *
   * @param fuzzy whether neighbours among the numbers count as the same
   */
  boolean accepts(List<Result> sortedResults, boolean fuzzy) {
    if (sortedResults.size() != expected.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      Result wanted = expected.get(i);
      Result got = sortedResults.get(i);
      if (!wanted.labels().equals(got.labels()) || !same(wanted.value(), got.value(), fuzzy)) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(double wanted, double got, boolean fuzzy) {
    return wanted == got || (fuzzy && (Math.nextUp(wanted) == got || Math.nextDown(wanted) == got));
  }
}
