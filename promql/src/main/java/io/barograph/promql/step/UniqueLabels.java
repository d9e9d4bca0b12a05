package io.barograph.promql.step;

import io.barograph.model.Labels;
import io.barograph.promql.value.QueryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Series of a vector must differ in their labels; dropping a name may make them equal. */
public final class UniqueLabels {
  private UniqueLabels() {}

  static QueryException sameLabels() {
    return QueryException.execution("vector cannot contain metrics with the same labelset");
  }

  /** Refuses series with equal labels, whether or not they ever have values at the same step. */
  public static StepVectors require(List<StepSeries> series) {
    Set<Labels> seen = new HashSet<>(series.size() * 2);
    for (StepSeries each : series) {
      if (!seen.add(each.labels())) {
        throw sameLabels();
      }
    }
    return new StepVectors(series);
  }

  /** Makes one series of those with equal labels; refuses two values at the same step. */
  public static StepVectors merge(List<StepSeries> series) {
    return merge(series, UniqueLabels::sameLabels);
  }

  /** What to throw when two series meet. */
  public interface Conflict {
    QueryException error();
  }

  /** As {@link #merge(List)}, with an error of the caller's. */
  public static StepVectors merge(List<StepSeries> series, Conflict conflict) {
    Map<Labels, StepSeries> byLabels = new HashMap<>(series.size() * 2);
    boolean merged = false;
    for (StepSeries each : series) {
      StepSeries first = byLabels.putIfAbsent(each.labels(), each);
      if (first != null) {
        mergeInto(first.values(), each.values(), conflict);
        merged = true;
      }
    }
    if (!merged) {
      return new StepVectors(series);
    }
    List<StepSeries> remaining = new ArrayList<>(byLabels.size());
    for (StepSeries each : series) {
      if (byLabels.get(each.labels()) == each) {
        remaining.add(each);
      }
    }
    return new StepVectors(remaining);
  }

  private static void mergeInto(double[] target, double[] source, Conflict conflict) {
    for (int i = 0; i < target.length; i++) {
      if (!Absent.is(source[i])) {
        if (!Absent.is(target[i])) {
          throw conflict.error();
        }
        target[i] = source[i];
      }
    }
  }
}
