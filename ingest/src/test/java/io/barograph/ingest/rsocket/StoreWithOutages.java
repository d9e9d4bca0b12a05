package io.barograph.ingest.rsocket;

import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import io.barograph.storage.InMemoryStore;
import io.barograph.storage.Rejection;
import io.barograph.storage.SampleAppender;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.SeriesResolution;
import io.barograph.storage.StaleSeriesIdsException;
import io.barograph.storage.StorageUnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The store on the heap behind a switch: away, never answering, or with all its ids invalid. */
final class StoreWithOutages implements SampleAppender {
  final InMemoryStore store = new InMemoryStore();
  final AtomicInteger appends = new AtomicInteger();
  final AtomicInteger resolvedSeries = new AtomicInteger();
  volatile boolean away;
  volatile boolean silent;
  private volatile long generation = 1;

  /** As after series have expired: ids move by one generation. */
  void invalidateIds() {
    generation++;
  }

  private static final long IDS_OF_A_GENERATION = 1L << 20;

  @Override
  public Mono<SeriesResolution> resolve(List<Labels> series) {
    return Mono.defer(
        () -> {
          if (away) {
            return unavailable();
          }
          resolvedSeries.addAndGet(series.size());
          long current = generation;
          return store
              .resolve(series)
              .map(
                  resolution -> {
                    long[] ids = new long[series.size()];
                    for (int i = 0; i < ids.length; i++) {
                      ids[i] = resolution.id(i) + current * IDS_OF_A_GENERATION;
                    }
                    return new SeriesResolution(current, ids, new @Nullable Rejection[ids.length]);
                  });
        });
  }

  @Override
  public Mono<Void> append(SampleBatch batch) {
    return Mono.defer(
        () -> {
          if (silent) {
            return Mono.never();
          }
          if (away) {
            return unavailable();
          }
          long current = generation;
          if (batch.generation() != current) {
            return Mono.error(new StaleSeriesIdsException(batch.generation(), current));
          }
          appends.incrementAndGet();
          long[] ids = batch.seriesIds().clone();
          for (int i = 0; i < batch.size(); i++) {
            ids[i] -= current * IDS_OF_A_GENERATION;
          }
          return store.append(
              new SampleBatch(1, ids, batch.timestamps(), batch.values(), batch.size()));
        });
  }

  @Override
  public Mono<Void> describe(Collection<MetricMetadata> metadata) {
    return away ? unavailable() : store.describe(metadata);
  }

  @Override
  public long seriesGeneration() {
    return generation;
  }

  private static <T> Mono<T> unavailable() {
    return Mono.error(new StorageUnavailableException("away for a test", Duration.ofMillis(1)));
  }
}
