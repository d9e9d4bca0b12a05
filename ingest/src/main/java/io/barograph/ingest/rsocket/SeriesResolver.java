package io.barograph.ingest.rsocket;

import io.barograph.ingest.DoorMetrics;
import io.barograph.model.Labels;
import io.barograph.storage.SampleAppender;
import io.barograph.storage.SeriesResolution;
import io.barograph.storage.StaleSeriesIdsException;
import java.util.Arrays;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks storage for the ids of one channel's series: new ones, refused ones again, or all anew. */
final class SeriesResolver {
  /** Label sets asked for at a time: bounds the memory of a channel with a million series. */
  private static final int CHUNK = 10_000;

  private final SampleAppender appender;
  private final StorageRetry retry;
  private final DoorMetrics metrics;
  private final SeriesTable table;
  private final SoleProcess process;
  private int resolvedUpTo;
  private int refusedUpTo;

  SeriesResolver(
      SampleAppender appender,
      StorageRetry retry,
      DoorMetrics metrics,
      SeriesTable table,
      SoleProcess process) {
    this.appender = appender;
    this.retry = retry;
    this.metrics = metrics;
    this.table = table;
    this.process = process;
  }

  /** Whether a batch could be checked without asking storage. */
  boolean isUpToDate() {
    return resolvedUpTo == table.size()
        && (resolvedUpTo == 0 || table.generation() == appender.seriesGeneration());
  }

  /** Completes when every series of the table has an id of the current generation or a refusal. */
  Mono<Void> update() {
    return Mono.defer(
        () -> {
          int size = table.size();
          boolean sameGeneration =
              resolvedUpTo > 0 && table.generation() == appender.seriesGeneration();
          int[] refs = table.resolvable(sameGeneration ? resolvedUpTo : 0, size);
          return resolve(refs, !sameGeneration).doOnSuccess(done -> resolvedUpTo = size);
        });
  }

  /**
   * Asks again for some of those that storage refused, the next time for others: a channel with a
   * million of them must not become a load.
   */
  Mono<Void> retryRefused() {
    return Mono.defer(
        () -> {
          int[] refs = table.refusedByStorage(refusedUpTo, CHUNK);
          refusedUpTo = refs.length < CHUNK ? 0 : refs[refs.length - 1] + 1;
          return resolve(refs, false);
        });
  }

  /** All series anew, if nobody has done so since that generation. */
  Mono<Void> renew(long staleGeneration) {
    return Mono.defer(
        () ->
            table.generation() == staleGeneration
                ? resolve(table.resolvable(0, table.size()), true)
                : Mono.empty());
  }

  private Mono<Void> resolve(int[] refs, boolean anew) {
    if (refs.length == 0) {
      return Mono.empty();
    }
    int chunks = (refs.length + CHUNK - 1) / CHUNK;
    return Flux.range(0, chunks)
        .concatMap(
            chunk ->
                resolveChunk(
                    Arrays.copyOfRange(
                        refs, chunk * CHUNK, Math.min(refs.length, (chunk + 1) * CHUNK)),
                    anew && chunk == 0),
            0)
        .then();
  }

  /** Only the first chunk of all series may open a generation: later ones would mix two. */
  private Mono<Void> resolveChunk(int[] refs, boolean opensGeneration) {
    return retry
        .untilAvailable(Mono.defer(() -> appender.resolve(noted(table.labels(refs)))))
        .doOnNext(resolution -> put(refs, resolution, opensGeneration))
        .then();
  }

  private List<Labels> noted(List<Labels> series) {
    process.note(series);
    return series;
  }

  private void put(int[] refs, SeriesResolution resolution, boolean opensGeneration) {
    metrics.resolved(refs.length);
    if (opensGeneration) {
      table.begin(resolution.generation());
    } else if (resolution.generation() != table.generation()) {
      throw new StaleSeriesIdsException(table.generation(), resolution.generation());
    }
    table.resolved(refs, resolution);
  }
}
