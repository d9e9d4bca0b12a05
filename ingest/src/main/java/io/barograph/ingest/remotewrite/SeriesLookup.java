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
import reactor.core.scheduler.Scheduler;

/** Finds the id of every series of a request: remembered, or resolved by storage. */
final class SeriesLookup {
  /** A full cache is emptied at most this often, so that one that is too small does not thrash. */
  private static final long CLEAR_INTERVAL_MILLIS = 60_000;

  /** A request may bring a million new series; so many of them are objects at a time. */
  private static final int AT_A_TIME = 10_000;

  /**
   * Two strings with their arrays, next to the bytes of the label: 24 and 16 bytes each, padded.
   */
  private static final int OBJECT_BYTES_PER_LABEL = 96;

  private final IngestPipeline pipeline;
  private final Scheduler workers;
  private final SeriesIdCache cache;
  private final RefusedSeries refused = new RefusedSeries();
  private final DoorMetrics metrics;
  private final AtomicLong clearedAt = new AtomicLong(Long.MIN_VALUE);

  SeriesLookup(
      IngestPipeline pipeline, SeriesIdCache cache, DoorMetrics metrics, Scheduler workers) {
    this.pipeline = pipeline;
    this.workers = workers;
    this.cache = cache;
    this.metrics = metrics;
  }

  /** What is known now, for the scan of one request. */
  KnownSeries.Walk walk() {
    clearIfFull(pipeline.clock().millis());
    return cache.walk(pipeline.appender().seriesGeneration());
  }

  /**
   * The ids of the series of {@code request}, negative where refused. Label sets wait as objects
   * while storage registers them, or cannot, so their memory is counted by {@code body}.
   */
  Mono<SeriesIds> find(DecodedRequest request, RequestBody body) {
    return Mono.defer(
        () -> {
          long now = pipeline.clock().millis();
          SeriesIds ids = known(request);
          Unknown unknown = new Unknown();
          return Mono.defer(() -> resolveNext(request, body, unknown, ids, now))
              .repeat(() -> unknown.next < request.series())
              .then(Mono.just(ids));
        });
  }

  /** Those of the scan, unless storage has called them invalid since. */
  private SeriesIds known(DecodedRequest request) {
    SeriesIds scanned = request.ids();
    if (scanned.generation() == pipeline.appender().seriesGeneration()) {
      return scanned;
    }
    KnownSeries.Walk walk = walk();
    SeriesIds ids = new SeriesIds(walk.generation(), new long[request.series()]);
    for (int i = 0; i < request.series(); i++) {
      ids.ids()[i] = walk.find(request.bytes(), request.labelOffset(i), request.labelLength(i));
    }
    return ids;
  }

  private void clearIfFull(long now) {
    long last = clearedAt.get();
    if (cache.isFull()
        && (last == Long.MIN_VALUE || now - last >= CLEAR_INTERVAL_MILLIS)
        && clearedAt.compareAndSet(last, now)) {
      cache.clear();
    }
  }

  /** Some series to resolve: their places in the request, and their label sets. */
  private static final class Unknown {
    private final List<Integer> places = new ArrayList<>();
    private final List<Labels> labels = new ArrayList<>();

    /** What the label sets take, and the most that was reserved for those before them. */
    private long bytes;

    private long reservedBytes;

    /** The first series of the request that has not been looked at. */
    private int next;

    private void add(int place, Labels set, int encodedLength) {
      places.add(place);
      labels.add(set);
      bytes += encodedLength + (long) set.size() * OBJECT_BYTES_PER_LABEL;
    }

    private void clear() {
      places.clear();
      labels.clear();
      bytes = 0;
    }

    private void reserve(RequestBody body) {
      if (bytes > reservedBytes) {
        body.reserve(bytes - reservedBytes);
        reservedBytes = bytes;
      }
    }
  }

  private Mono<Void> resolveNext(
      DecodedRequest request, RequestBody body, Unknown unknown, SeriesIds ids, long now) {
    unknown.clear();
    check(request, unknown, ids, now);
    unknown.reserve(body);
    return unknown.labels.isEmpty() ? Mono.empty() : resolve(request, unknown, ids, now);
  }

  /** Goes on until there is enough to resolve, or the request ends. */
  private void check(DecodedRequest request, Unknown unknown, SeriesIds ids, long now) {
    @Nullable LabelsDecoder decoder = null;
    while (unknown.next < request.series() && unknown.labels.size() < AT_A_TIME) {
      int i = unknown.next++;
      if (ids.ids()[i] != KnownSeries.NONE) {
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
          if (request.sampleStart(i) == request.sampleEnd(i)) {
            // Only exemplars, say: no reason to create a series.
            ids.ids()[i] = 0;
          } else {
            unknown.add(i, valid.labels(), length);
          }
        }
        case CheckedLabels.Refused bad -> refuse(request, ids, i, bad.rejection(), now);
      }
    }
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

  private Mono<Void> resolve(DecodedRequest request, Unknown unknown, SeriesIds ids, long now) {
    metrics.resolved(unknown.labels.size());
    return pipeline
        .appender()
        .resolve(List.copyOf(unknown.labels))
        // Storage answers on a thread of its own, which has better to do than to decode.
        .publishOn(workers)
        .doOnNext(
            resolution -> {
              int[] places = unknown.places.stream().mapToInt(Integer::intValue).toArray();
              take(request, resolution, places, ids, now);
            })
        .then();
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
