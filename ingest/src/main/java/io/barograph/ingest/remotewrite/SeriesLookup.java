package io.barograph.ingest.remotewrite;

import io.barograph.ingest.CheckedLabels;
import io.barograph.ingest.DoorMetrics;
import io.barograph.ingest.IngestPipeline;
import io.barograph.model.Labels;
import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import io.barograph.storage.SeriesResolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Finds the id of every series of a request: remembered, or resolved by storage in one go. */
final class SeriesLookup {
  /** A full cache is emptied at most this often, so that one that is too small does not thrash. */
  private static final long CLEAR_INTERVAL_MILLIS = 60_000;

  private final IngestPipeline pipeline;
  private final SeriesIdCache cache;
  private final RefusedSeries refused = new RefusedSeries();
  private final DoorMetrics metrics;
  private final AtomicLong clearedAt = new AtomicLong(Long.MIN_VALUE);

  SeriesLookup(IngestPipeline pipeline, SeriesIdCache cache, DoorMetrics metrics) {
    this.pipeline = pipeline;
    this.cache = cache;
    this.metrics = metrics;
  }

  /** The ids of the series of {@code request}, negative where refused. */
  Mono<SeriesIds> find(DecodedRequest request) {
    return Mono.defer(
        () -> {
          long generation = pipeline.appender().seriesGeneration();
          long now = pipeline.clock().millis();
          clearIfFull(now);
          SeriesIds ids = new SeriesIds(generation, request.series());
          cache.find(request, generation, ids.ids());
          Unknown unknown = check(request, ids, now);
          return unknown.labels.isEmpty() ? Mono.just(ids) : resolve(request, unknown, ids, now);
        });
  }

  private void clearIfFull(long now) {
    long last = clearedAt.get();
    if (cache.isFull()
        && (last == Long.MIN_VALUE || now - last >= CLEAR_INTERVAL_MILLIS)
        && clearedAt.compareAndSet(last, now)) {
      cache.clear();
    }
  }

  /** Places of series to resolve, and their label sets. */
  private record Unknown(List<Integer> places, List<Labels> labels) {}

  private Unknown check(DecodedRequest request, SeriesIds ids, long now) {
    Unknown unknown = new Unknown(new ArrayList<>(), new ArrayList<>());
    @Nullable LabelsDecoder decoder = null;
    for (int i = 0; i < request.series(); i++) {
      if (ids.ids()[i] != SeriesIdCache.NONE) {
        continue;
      }
      int offset = request.labelOffset(i);
      int length = request.labelLength(i);
      Rejection rejection = refused.find(request.bytes(), offset, length, now);
      if (rejection != null) {
        ids.refuse(i, rejection);
        continue;
      }
      if (decoder == null) {
        decoder = new LabelsDecoder(pipeline.labelSetBuilder());
      }
      switch (labels(decoder, request, i)) {
        case CheckedLabels.Valid valid -> {
          unknown.places.add(i);
          unknown.labels.add(valid.labels());
        }
        case CheckedLabels.Refused bad -> refuse(request, ids, i, bad.rejection(), now);
      }
    }
    return unknown;
  }

  private static CheckedLabels labels(LabelsDecoder decoder, DecodedRequest request, int place) {
    try {
      return decoder.decode(
          request.bytes(), request.labelOffset(place), request.labelLength(place));
    } catch (MalformedRequestException e) {
      return new CheckedLabels.Refused(
          new Rejection(RejectReason.MALFORMED, String.valueOf(e.getMessage())));
    }
  }

  private Mono<SeriesIds> resolve(
      DecodedRequest request, Unknown unknown, SeriesIds ids, long now) {
    metrics.resolved(unknown.labels.size());
    return pipeline
        .appender()
        .resolve(unknown.labels)
        .map(
            resolution -> {
              int[] places = unknown.places.stream().mapToInt(Integer::intValue).toArray();
              take(request, resolution, places, ids, now);
              return ids;
            });
  }

  private void take(
      DecodedRequest request, SeriesResolution resolution, int[] places, SeriesIds ids, long now) {
    long[] resolved = new long[places.length];
    Arrays.setAll(resolved, resolution::id);
    for (int i = 0; i < places.length; i++) {
      Rejection rejection = resolution.rejection(i);
      if (rejection != null) {
        refuse(request, ids, places[i], rejection, now);
      } else {
        ids.ids()[places[i]] = resolved[i];
      }
    }
    ids.alsoOf(resolution.generation());
    cache.remember(request, places, resolved, resolution.generation());
  }

  private void refuse(
      DecodedRequest request, SeriesIds ids, int place, Rejection rejection, long now) {
    ids.refuse(place, rejection);
    refused.add(
        request.bytes(), request.labelOffset(place), request.labelLength(place), rejection, now);
  }
}
