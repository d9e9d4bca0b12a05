package io.barograph.promql.evaluate;

import io.barograph.promql.tree.VectorSelector;
import io.barograph.storage.Series;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** What storage gave for each read of a plan. */
public final class LoadedData {
  private final ReadPlan plan;
  private final IdentityHashMap<Read, List<LoadedSeries>> series = new IdentityHashMap<>();
  private long samples;
  private long seriesCount;

  /** For the reads of {@code plan}, all of which have to be added. */
  public LoadedData(ReadPlan plan) {
    this.plan = plan;
  }

  /** Takes what one read gave; the order of series is made the one of their labels. */
  public void add(Read read, List<Series> found) {
    List<LoadedSeries> ordered = new ArrayList<>(found.size());
    found.forEach(each -> ordered.add(new LoadedSeries(each)));
    // Not by Comparator.comparing: of many series this is a good part of a query.
    ordered.sort((one, other) -> one.labels().compareTo(other.labels()));
    series.put(read, ordered);
    seriesCount += found.size();
    found.forEach(each -> samples += each.size());
  }

  public long samples() {
    return samples;
  }

  public long seriesCount() {
    return seriesCount;
  }

  List<LoadedSeries> of(VectorSelector selector) {
    return series.getOrDefault(plan.readFor(selector), List.of());
  }
}
