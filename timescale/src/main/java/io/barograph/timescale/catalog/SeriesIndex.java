package io.barograph.timescale.catalog;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds series in memory. All methods but {@link #refresh} answer at once from what is known, may
 * be called from any thread, and see every series of a refresh that completed before the call.
 *
 * <p>A selector with {@code __name__="..."} looks only at that metric; any other looks at every
 * series, which takes some 20 ms for a million: keep that off event loops.
 */
public interface SeriesIndex {
  /**
   * Learns the series that other servers registered before this call. Cheap when there are none.
   */
  Mono<Void> refresh();

  /** How far the index has come. What is found after this call includes all of it. */
  CatalogVersion version();

  /** The series that every matcher selects, by ascending group; no matchers select all. */
  List<SelectedGroup> find(List<LabelMatcher> matchers);

  /** The labels of a series, metric name included; null when there is no such series (any more). */
  @Nullable Labels labels(long seriesId);

  /** Names of labels of the selected series, each once, sorted. */
  Set<String> labelNames(List<SelectedGroup> groups);

  /** Values of one label over the selected series, each once, sorted. */
  Set<String> labelValues(String name, List<SelectedGroup> groups);
}
