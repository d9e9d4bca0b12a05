package io.barograph.ingest.remotewrite;

import static java.util.Objects.requireNonNull;

import io.barograph.storage.Rejection;
import io.barograph.storage.SeriesResolution;
import java.util.HashMap;
import java.util.Map;

/** What is known of the series of one request: an id each, or why it has none. */
final class SeriesIds {
  private final long[] ids;
  private final Map<Integer, Rejection> rejections = new HashMap<>();
  private long generation;

  /** Ids by place, negative where unknown; the array is this object's from now on. */
  SeriesIds(long generation, long[] ids) {
    this.generation = generation;
    this.ids = ids;
  }

  /** By place in the request; {@link SeriesResolution#REFUSED} where there is a rejection. */
  long[] ids() {
    return ids;
  }

  /** Whether no series is refused; to be asked when all have been looked up. */
  boolean areComplete() {
    return rejections.isEmpty();
  }

  void refuse(int place, Rejection rejection) {
    ids[place] = SeriesResolution.REFUSED;
    rejections.put(place, rejection);
  }

  Rejection rejection(int place) {
    return requireNonNull(rejections.get(place), "the series is not refused");
  }

  /**
   * Takes note that some ids are of {@code other}. When generations are mixed the older one stands
   * for all, so that storage refuses the batch and every id is asked for again.
   */
  void alsoOf(long other) {
    generation = Math.min(generation, other);
  }

  long generation() {
    return generation;
  }
}
