package io.barograph.storage;

import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A store on the heap, for tests and for scripts that need no database. Keeps everything, bounds
 * nothing, and passes the same contract as the others. Thread-safe by one lock.
 */
public final class InMemoryStore implements SampleAppender, SeriesQuerier {
  private static final long GENERATION = 1;

  private final Map<Labels, Long> ids = new HashMap<>();
  private final List<StoredSeries> series = new ArrayList<>();
  private final Map<String, MetricMetadata> metadata = new LinkedHashMap<>();

  private record StoredSeries(Labels labels, TreeMap<Long, Double> samples) {}

  @Override
  public Mono<SeriesResolution> resolve(List<Labels> wanted) {
    return Mono.fromSupplier(
        () -> {
          synchronized (this) {
            long[] found = wanted.stream().mapToLong(this::idOf).toArray();
            return new SeriesResolution(GENERATION, found, new @Nullable Rejection[found.length]);
          }
        });
  }

  private long idOf(Labels labels) {
    return ids.computeIfAbsent(
        labels,
        unknown -> {
          series.add(new StoredSeries(unknown, new TreeMap<>()));
          return (long) series.size() - 1;
        });
  }

  @Override
  public Mono<Void> append(SampleBatch batch) {
    return Mono.fromRunnable(
        () -> {
          synchronized (this) {
            for (int i = 0; i < batch.size(); i++) {
              StoredSeries target = series.get(Math.toIntExact(batch.seriesIds()[i]));
              target.samples.put(batch.timestamps()[i], batch.values()[i]);
            }
          }
        });
  }

  @Override
  public Mono<Void> describe(Collection<MetricMetadata> described) {
    return Mono.fromRunnable(
        () -> {
          synchronized (this) {
            described.forEach(entry -> metadata.put(entry.metric(), entry));
          }
        });
  }

  @Override
  public long seriesGeneration() {
    return GENERATION;
  }

  /** Forgets all series, samples and metadata. Ids given before must not be used again. */
  public synchronized void clear() {
    ids.clear();
    series.clear();
    metadata.clear();
  }

  @Override
  public Flux<Series> select(TimeRange range, List<LabelMatcher> matchers) {
    return Flux.defer(() -> Flux.fromIterable(selected(range, matchers)));
  }

  @Override
  public Flux<Labels> labels(TimeRange range, List<LabelMatcher> matchers) {
    return select(range, matchers).map(Series::labels);
  }

  @Override
  public Flux<String> labelNames(TimeRange range, List<LabelMatcher> matchers) {
    return labels(range, matchers)
        .flatMapIterable(labels -> labels.toMap().keySet())
        .distinct()
        .sort();
  }

  @Override
  public Flux<String> labelValues(String name, TimeRange range, List<LabelMatcher> matchers) {
    return labels(range, matchers)
        .map(labels -> labels.valueOrEmpty(name))
        .filter(value -> !value.isEmpty())
        .distinct()
        .sort();
  }

  @Override
  public Flux<MetricMetadata> metadata() {
    return Flux.defer(
        () -> {
          synchronized (this) {
            return Flux.fromIterable(List.copyOf(metadata.values()));
          }
        });
  }

  private synchronized List<Series> selected(TimeRange range, List<LabelMatcher> matchers) {
    List<Series> found = new ArrayList<>();
    if (range.isEmpty()) {
      return found;
    }
    for (StoredSeries candidate : series) {
      if (matchers.stream().allMatch(matcher -> matcher.matches(candidate.labels))) {
        Map<Long, Double> inRange =
            candidate.samples.subMap(range.start(), true, range.end(), true);
        if (!inRange.isEmpty()) {
          found.add(toSeries(candidate.labels, inRange));
        }
      }
    }
    return found;
  }

  private static Series toSeries(Labels labels, Map<Long, Double> samples) {
    long[] timestamps = new long[samples.size()];
    double[] values = new double[samples.size()];
    int size = 0;
    for (Map.Entry<Long, Double> sample : samples.entrySet()) {
      timestamps[size] = sample.getKey();
      values[size++] = sample.getValue();
    }
    return new Series(labels, timestamps, values, size);
  }
}
