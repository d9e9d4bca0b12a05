package io.barograph.ingest.remotewrite;

import io.barograph.ingest.KeyArena;
import io.barograph.model.Fingerprint;
import java.util.Arrays;

/**
 * What the cache knew at one time. Read without a lock: each addition makes a new one of these,
 * which shares the arrays, and nobody looks beyond the size of his own.
 */
final class KnownSeries {
  /** No such entry. */
  static final int NONE = -1;

  private static final int FIRST_ENTRIES = 1024;

  /** So many in one place are a sign of crafted hashes; an entry beyond them is not found. */
  private static final int MOST_PROBES = 64;

  private final long generation;
  private final int size;
  private final KeyArena.Keys keys;
  private final long[] hashes;
  private final long[] ids;

  /** Written by readers: any value is an entry or none, and is compared before it is believed. */
  private final int[] successors;

  /** Entry + 1 by hash, open addressing, at most half full. */
  private final int[] slots;

  private KnownSeries(
      long generation,
      int size,
      KeyArena.Keys keys,
      long[] hashes,
      long[] ids,
      int[] successors,
      int[] slots) {
    this.generation = generation;
    this.size = size;
    this.keys = keys;
    this.hashes = hashes;
    this.ids = ids;
    this.successors = successors;
    this.slots = slots;
  }

  static KnownSeries none(long generation) {
    return new KnownSeries(
        generation,
        0,
        new KeyArena().keys(),
        new long[FIRST_ENTRIES],
        new long[FIRST_ENTRIES],
        new int[FIRST_ENTRIES],
        new int[FIRST_ENTRIES * 2]);
  }

  long generation() {
    return generation;
  }

  int size() {
    return size;
  }

  /** Memory beside that of the keys. */
  long sizeInBytes() {
    return (long) hashes.length * (2 * Long.BYTES + Integer.BYTES)
        + (long) slots.length * Integer.BYTES;
  }

  /** The entry of these bytes, or {@link #NONE}. */
  int find(byte[] bytes, int offset, int length) {
    long hash = Fingerprint.xxHash64(bytes, offset, length);
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    for (int probe = 0; probe < MOST_PROBES; probe++, slot = (slot + 1) & mask) {
      int entry = slots[slot] - 1;
      if (entry == NONE) {
        return NONE;
      }
      if (entry < size && hashes[entry] == hash && keys.matches(entry, bytes, offset, length)) {
        return entry;
      }
    }
    return NONE;
  }

  void setId(int entry, long id) {
    ids[entry] = id;
  }

  /**
   * With one more entry. Only ever called on the latest, by one thread at a time.
   *
   * @param arena has the key of the entry as its last
   */
  KnownSeries with(KeyArena arena, byte[] bytes, int offset, int length, long id) {
    KnownSeries base = size == ids.length ? grown() : this;
    long hash = Fingerprint.xxHash64(bytes, offset, length);
    base.hashes[size] = hash;
    base.ids[size] = id;
    base.successors[size] = size + 1;
    base.occupy(hash, size);
    return new KnownSeries(
        generation, size + 1, arena.keys(), base.hashes, base.ids, base.successors, base.slots);
  }

  private KnownSeries grown() {
    int capacity = size * 2;
    KnownSeries grown =
        new KnownSeries(
            generation,
            size,
            keys,
            Arrays.copyOf(hashes, capacity),
            Arrays.copyOf(ids, capacity),
            Arrays.copyOf(successors, capacity),
            new int[capacity * 2]);
    for (int entry = 0; entry < size; entry++) {
      grown.occupy(hashes[entry], entry);
    }
    return grown;
  }

  private void occupy(long hash, int entry) {
    int mask = slots.length - 1;
    for (int probe = 0; probe < MOST_PROBES; probe++) {
      int slot = ((int) hash + probe) & mask;
      if (slots[slot] == 0) {
        slots[slot] = entry + 1;
        return;
      }
    }
  }

  Walk walk() {
    return new Walk(this);
  }

  /**
   * Goes through the series of one request in their order. Senders repeat it, so each entry
   * remembers which one followed it last time: where that one's bytes come next, there is nothing
   * to scan and nothing to hash. For one thread.
   */
  static final class Walk {
    private final KnownSeries known;
    private int before = NONE;
    private int expected = NONE;

    private Walk(KnownSeries known) {
      this.known = known;
    }

    long generation() {
      return known.generation;
    }

    /** The length of the key that is expected next and lies here indeed; 0 if it does not. */
    int expect(byte[] bytes, int offset, int available) {
      if (before == NONE) {
        return 0;
      }
      int guess = known.successors[before];
      if (guess >= known.size || !known.keys.begins(guess, bytes, offset, available)) {
        return 0;
      }
      expected = guess;
      return known.keys.length(guess);
    }

    /** The id of the series that {@link #expect} has found. */
    long takeExpected() {
      before = expected;
      return known.ids[expected];
    }

    /** The id of the series whose labels are these bytes, or {@link #NONE}. */
    long find(byte[] bytes, int offset, int length) {
      int entry = known.find(bytes, offset, length);
      if (entry != NONE && before != NONE) {
        known.successors[before] = entry;
      }
      before = entry;
      return entry == NONE ? NONE : known.ids[entry];
    }
  }
}
