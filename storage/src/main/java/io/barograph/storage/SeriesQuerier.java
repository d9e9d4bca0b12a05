package io.barograph.storage;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import java.util.List;
import reactor.core.publisher.Flux;

/**
 * The port to read. A series is selected when every matcher matches; an empty list of matchers
 * selects all. Results come in no particular order, are produced as demanded, and stop when the
 * subscriber cancels.
 *
 * <p>Any call may fail with {@link StorageUnavailableException}.
 */
public interface SeriesQuerier {
  /**
   * The selected series that have samples in the range, with exactly those samples. What was
   * committed before the call is seen.
   */
  Flux<Series> select(TimeRange range, List<LabelMatcher> matchers);

  /**
   * The label sets of the selected series. The range is a hint here and below: a store never leaves
   * out a series that has samples in it, and may return one that has none.
   */
  Flux<Labels> labels(TimeRange range, List<LabelMatcher> matchers);

  /** Names of labels of the selected series, each once. */
  Flux<String> labelNames(TimeRange range, List<LabelMatcher> matchers);

  /** Values of one label over the selected series, each once. */
  Flux<String> labelValues(String name, TimeRange range, List<LabelMatcher> matchers);

  /** What is known of the metrics, each once. */
  Flux<MetricMetadata> metadata();
}
