package io.barograph.storage;

import io.barograph.model.Labels;
import io.barograph.model.MetricMetadata;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The port to write. Callers resolve label sets to ids once, remember the ids, and append columns
 * of samples from then on.
 *
 * <p>Any call may fail with {@link StorageUnavailableException}: nothing was promised, the caller
 * may send the same again later.
 */
public interface SampleAppender {
  /**
   * Finds or creates the series of these label sets. Creation is durable before the answer: an id
   * once given stays valid and means the same series for as long as {@link #seriesGeneration()}
   * does not change.
   *
   * @return ids in the order of {@code series}; a refused one (a limit, a fingerprint collision)
   *     carries its {@link Rejection} instead and harms none of the others
   */
  Mono<SeriesResolution> resolve(List<Labels> series);

  /**
   * Stores samples. Completes when they are committed and survive a crash, never before; an error
   * or a cancel leaves open whether they were stored. Same series and same timestamp: the last
   * accepted wins, so sending a batch twice changes nothing. Timestamps may come in any order.
   *
   * <p>The arrays of {@code batch} belong to the store until the Mono terminates; after a cancel
   * they may still be read, so they are never used again. The store bounds the samples that wait in
   * memory: beyond the bound the Mono fails with {@link StorageUnavailableException} at once
   * instead of queueing.
   */
  Mono<Void> append(SampleBatch batch);

  /** Stores what is known of metrics; the last word on a metric wins. */
  Mono<Void> describe(Collection<MetricMetadata> metadata);

  /**
   * Changes when ids given earlier may have become invalid (expired series were removed). Callers
   * drop every remembered id when it differs from the one they saw; {@link #append} refuses a batch
   * whose ids are older with {@link StaleSeriesIdsException}. Cheap: a volatile read.
   */
  long seriesGeneration();
}
