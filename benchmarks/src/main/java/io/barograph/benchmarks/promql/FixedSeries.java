package io.barograph.benchmarks.promql;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.storage.Series;
import io.barograph.storage.SeriesQuerier;
import io.barograph.storage.TimeRange;
import java.util.List;
import reactor.core.publisher.Flux;

/** Answers every select with the same series, as they would come from decoded blocks. */
record FixedSeries(List<Series> all) implements SeriesQuerier {
  @Override
  public Flux<Series> select(TimeRange range, List<LabelMatcher> matchers) {
    return Flux.fromIterable(all);
  }

  @Override
  public Flux<Labels> labels(TimeRange range, List<LabelMatcher> matchers) {
    return Flux.fromIterable(all).map(Series::labels);
  }

  @Override
  public Flux<String> labelNames(TimeRange range, List<LabelMatcher> matchers) {
    return Flux.empty();
  }

  @Override
  public Flux<String> labelValues(String name, TimeRange range, List<LabelMatcher> matchers) {
    return Flux.empty();
  }

  @Override
  public Flux<MetricMetadata> metadata() {
    return Flux.empty();
  }
}
