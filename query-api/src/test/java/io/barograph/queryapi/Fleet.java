package io.barograph.queryapi;

import io.barograph.model.Labels;
import io.barograph.storage.InMemoryStore;
import io.barograph.storage.SampleBatch;
import io.barograph.storage.SeriesResolution;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Processes that serve requests at a steady pace, with a sample every ten seconds. */
final class Fleet {
  /** The end of all that is stored, milliseconds since the epoch: the time of the test's clock. */
  static final long END = 1_000_030_000;

  static final double[] BOUNDS = {0.1, 0.25, 0.5, 1, Double.POSITIVE_INFINITY};

  private static final long EVERY = 10_000;

  private final InMemoryStore store;

  Fleet(InMemoryStore store) {
    this.store = store;
  }

  /**
   * Requests by how long they took: so many a second in each bucket, those of lower buckets not
   * included; from some minutes before the end to some minutes before the end.
   */
  void serve(Labels labels, int fromMinutes, int toMinutes, double... perSecond) {
    double below = 0;
    double seconds = 0;
    for (int i = 0; i < BOUNDS.length; i++) {
      below += perSecond[i];
      seconds += perSecond[i] * Math.min(BOUNDS[i], 2);
      String bound = i == BOUNDS.length - 1 ? "+Inf" : Double.toString(BOUNDS[i]);
      count(named(labels, "bucket").with("le", bound), fromMinutes, toMinutes, below);
    }
    count(named(labels, "count"), fromMinutes, toMinutes, below);
    count(named(labels, "sum"), fromMinutes, toMinutes, seconds);
  }

  /** Requests of which no histogram is kept. */
  void countOnly(Labels labels, int fromMinutes, double perSecond) {
    count(named(labels, "count"), fromMinutes, 0, perSecond);
  }

  private static Labels named(Labels labels, String suffix) {
    return labels.with(Labels.METRIC_NAME, "http_server_requests_seconds_" + suffix);
  }

  private void count(Labels labels, int fromMinutes, int toMinutes, double perSecond) {
    double[] values = new double[(fromMinutes - toMinutes) * 6 + 1];
    Arrays.setAll(values, i -> i * 10 * perSecond);
    append(labels, END - fromMinutes * 60_000L, EVERY, values);
  }

  void append(Labels labels, long start, long every, double... values) {
    SeriesResolution resolution = store.resolve(List.of(labels)).block();
    long[] ids = new long[values.length];
    long[] timestamps = new long[values.length];
    Arrays.fill(ids, resolution.id(0));
    Arrays.setAll(timestamps, i -> start + i * every);
    store
        .append(new SampleBatch(resolution.generation(), ids, timestamps, values, values.length))
        .block();
  }

  static Labels process(String job, String instance) {
    return Labels.of("bucket", "hotels", "host", "web-1", "job", job, "instance", instance);
  }

  /** A process's requests to one route, answered with 200. */
  static Labels route(Labels process, String label, String route) {
    return Labels.of(
        union(process.toMap(), Map.of("method", "GET", label, route, "status", "200")));
  }

  private static Map<String, String> union(Map<String, String> some, Map<String, String> more) {
    some.putAll(more);
    return some;
  }
}
