package io.barograph.ingest.remotewrite;

import io.barograph.ingest.KeyArena;

/**
 * Remembers the id of every label set in the form in which it came: as raw bytes. Entries lie in
 * order of first sight, in few large arrays, because cache misses are what a lookup costs.
 *
 * <p>Bounded: an entry that does not fit is not remembered, and costs a question to storage each
 * time. The owner empties a full cache now and then with {@link #clear}, so that series which ended
 * make room. Thread-safe; lookups wait for nobody.
 */
final class SeriesIdCache {
  /** What an entry takes beside its key, about. */
  private static final int ENTRY_BYTES = 32;

  private final long maxBytes;
  private KeyArena arena = new KeyArena();
  private volatile KnownSeries known = KnownSeries.none(0);
  private volatile boolean full;

  SeriesIdCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Begins a walk through a request. Ids of another generation are forgotten, all of them. */
  KnownSeries.Walk walk(long currentGeneration) {
    KnownSeries now = known;
    return (now.generation() == currentGeneration ? now : empty(currentGeneration)).walk();
  }

  private synchronized KnownSeries empty(long generation) {
    if (known.generation() != generation) {
      forgetAll(generation);
    }
    return known;
  }

  /** Remembers ids, where {@code resolved} is not negative, of the series at {@code places}. */
  synchronized void remember(
      DecodedRequest request, int[] places, long[] resolved, long idGeneration) {
    if (idGeneration != known.generation()) {
      return;
    }
    for (int i = 0; i < places.length; i++) {
      if (resolved[i] >= 0) {
        int place = places[i];
        remember(
            request.bytes(), request.labelOffset(place), request.labelLength(place), resolved[i]);
      }
    }
  }

  private synchronized void remember(byte[] bytes, int offset, int length, long id) {
    int entry = known.find(bytes, offset, length);
    if (entry != KnownSeries.NONE) {
      known.setId(entry, id);
    } else if (bytes() + length + ENTRY_BYTES > maxBytes) {
      full = true;
    } else {
      arena.add(bytes, offset, length);
      known = known.with(arena, bytes, offset, length, id);
    }
  }

  /** Forgets everything and gives the memory back. */
  synchronized void clear() {
    forgetAll(known.generation());
  }

  private synchronized void forgetAll(long generation) {
    arena = new KeyArena();
    known = KnownSeries.none(generation);
    full = false;
  }

  /** Whether an entry found no room since the last {@link #clear}. */
  boolean isFull() {
    return full;
  }

  int size() {
    return known.size();
  }

  /** Memory of all entries. */
  synchronized long bytes() {
    return arena.sizeInBytes() + known.sizeInBytes();
  }
}
