package io.barograph.server.store;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.storage.SampleAppender;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.Series;
import io.barograph.storage.SeriesQuerier;
import io.barograph.storage.SeriesResolution;
import io.barograph.storage.StorageUnavailableException;
import io.barograph.storage.TimeRange;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Both ports of a store that may not be there yet: until then every call is "unavailable". */
public final class StoreGate implements SampleAppender, SeriesQuerier {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  /** What {@link #seriesGeneration()} says while there is no store, which gives none below 0. */
  private static final long NO_GENERATION = -1;

  private volatile @Nullable OpenStore store;
  private volatile String trouble = "the database is being started";

  /** From now on calls reach {@code opened}. */
  void open(OpenStore opened) {
    store = opened;
  }

  /** From now on calls are refused, for this reason. */
  void shut(String reason) {
    trouble = reason;
    store = null;
  }

  /** Why the store cannot be used now, or empty if it can. */
  public Mono<Optional<String>> trouble() {
    return Mono.defer(
        () -> {
          OpenStore current = store;
          return current == null ? Mono.just(Optional.of(trouble)) : current.trouble();
        });
  }

  @Override
  public Mono<SeriesResolution> resolve(List<Labels> series) {
    return mono(open -> open.appender().resolve(series));
  }

  @Override
  public Mono<Void> append(SampleBatch batch) {
    return mono(open -> open.appender().append(batch));
  }

  @Override
  public Mono<Void> describe(Collection<MetricMetadata> metadata) {
    return mono(open -> open.appender().describe(metadata));
  }

  @Override
  public long seriesGeneration() {
    OpenStore current = store;
    return current == null ? NO_GENERATION : current.appender().seriesGeneration();
  }

  @Override
  public Flux<Series> select(TimeRange range, List<LabelMatcher> matchers) {
    return flux(open -> open.querier().select(range, matchers));
  }

  @Override
  public Flux<Labels> labels(TimeRange range, List<LabelMatcher> matchers) {
    return flux(open -> open.querier().labels(range, matchers));
  }

  @Override
  public Flux<String> labelNames(TimeRange range, List<LabelMatcher> matchers) {
    return flux(open -> open.querier().labelNames(range, matchers));
  }

  @Override
  public Flux<String> labelValues(String name, TimeRange range, List<LabelMatcher> matchers) {
    return flux(open -> open.querier().labelValues(name, range, matchers));
  }

  @Override
  public Flux<MetricMetadata> metadata() {
    return flux(open -> open.querier().metadata());
  }

  <T> Mono<T> mono(Function<OpenStore, Mono<T>> call) {
    return Mono.defer(
        () -> {
          OpenStore current = store;
          return current == null ? Mono.error(unavailable()) : call.apply(current);
        });
  }

  private <T> Flux<T> flux(Function<OpenStore, Flux<T>> call) {
    return Flux.defer(
        () -> {
          OpenStore current = store;
          return current == null ? Flux.error(unavailable()) : call.apply(current);
        });
  }

  /** What the store says at once, or {@code otherwise} while there is none. */
  <T> T ask(Function<OpenStore, T> question, T otherwise) {
    OpenStore current = store;
    return current == null ? otherwise : question.apply(current);
  }

  private StorageUnavailableException unavailable() {
    return new StorageUnavailableException(trouble, RETRY_AFTER);
  }
}
