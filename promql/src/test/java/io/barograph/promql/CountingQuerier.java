package io.barograph.promql;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.storage.Series;
import io.barograph.storage.SeriesQuerier;
import io.barograph.storage.TimeRange;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;

/** Counts the reads that reach a store. */
final class CountingQuerier implements SeriesQuerier {
  private final SeriesQuerier querier;
  private final AtomicInteger selects = new AtomicInteger();

  CountingQuerier(SeriesQuerier querier) {
    this.querier = querier;
  }

  int selects() {
    return selects.get();
  }

  @Override
  public Flux<Series> select(TimeRange range, List<LabelMatcher> matchers) {
    selects.incrementAndGet();
    return querier.select(range, matchers);
  }

  @Override
  public Flux<Labels> labels(TimeRange range, List<LabelMatcher> matchers) {
    return querier.labels(range, matchers);
  }

  @Override
  public Flux<String> labelNames(TimeRange range, List<LabelMatcher> matchers) {
    return querier.labelNames(range, matchers);
  }

  @Override
  public Flux<String> labelValues(String name, TimeRange range, List<LabelMatcher> matchers) {
    return querier.labelValues(name, range, matchers);
  }

  @Override
  public Flux<MetricMetadata> metadata() {
    return querier.metadata();
  }
}
