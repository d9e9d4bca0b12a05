package io.barograph.promql;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.storage.Series;
import io.barograph.storage.SeriesQuerier;
import io.barograph.storage.TimeRange;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Flux;

/** A store that keeps everybody waiting and knows whether the last caller gave up. */
final class NeverAnswering implements SeriesQuerier {
  private final AtomicBoolean cancelled = new AtomicBoolean();

  boolean cancelled() {
    return cancelled.get();
  }

  @Override
  public Flux<Series> select(TimeRange range, List<LabelMatcher> matchers) {
    return Flux.<Series>never().doOnCancel(() -> cancelled.set(true));
  }

  @Override
  public Flux<Labels> labels(TimeRange range, List<LabelMatcher> matchers) {
    return Flux.never();
  }

  @Override
  public Flux<String> labelNames(TimeRange range, List<LabelMatcher> matchers) {
    return Flux.never();
  }

  @Override
  public Flux<String> labelValues(String name, TimeRange range, List<LabelMatcher> matchers) {
    return Flux.never();
  }

  @Override
  public Flux<MetricMetadata> metadata() {
    return Flux.never();
  }
}
