package io.barograph.ingest.remotewrite;

import io.barograph.ingest.KeyArena;
import io.barograph.model.Fingerprint;
import java.util.Arrays;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Remembers the id of every label set in the form in which it came: as raw bytes.
 *
 * <p>Senders repeat their series in the same order, so each entry remembers which one followed it
 * last time, and a lookup compares bytes there before it hashes. Entries lie in order of first
 * sight, in few large arrays, because cache misses are what a lookup costs.
 *
 * <p>Bounded: an entry that does not fit is not remembered, and costs a question to storage each
 * time. The owner empties a full cache now and then with {@link #clear}, so that series which ended
 * make room. Thread-safe; lookups of several threads do not wait for each other.
 */
final class SeriesIdCache {
  /** No such entry. */
  static final int NONE = -1;

  private static final int FIRST_ENTRIES = 1024;

  /** So many in one place are a sign of crafted hashes; an entry beyond them is not found. */
  private static final int MOST_PROBES = 64;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final long maxBytes;
  private final KeyArena arena = new KeyArena();
  private long generation;
  private int entries;
  private boolean full;
  private long[] hashes = new long[FIRST_ENTRIES];
  private long[] ids = new long[FIRST_ENTRIES];

  /**
   * Written without the lock: any value is an entry or 0, and is compared before it is believed.
   */
  private int[] successors = new int[FIRST_ENTRIES];

  /** Entry + 1 by hash, open addressing, at most half full. */
  private int[] slots = new int[FIRST_ENTRIES * 2];

  SeriesIdCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Finds the ids of the series of a request, {@link #NONE} for unknown ones, unless the ids are of
   * another generation, which forgets them all.
   */
  void find(DecodedRequest request, long currentGeneration, long[] found) {
    clearUnless(currentGeneration);
    lock.readLock().lock();
    try {
      byte[] bytes = request.bytes();
      int before = NONE;
      for (int i = 0; i < request.series(); i++) {
        int offset = request.labelOffset(i);
        int length = request.labelLength(i);
        int entry = NONE;
        if (before != NONE) {
          int guess = successors[before];
          if (guess < entries && arena.matches(guess, bytes, offset, length)) {
            entry = guess;
          }
        }
        if (entry == NONE) {
          entry = lookUp(Fingerprint.xxHash64(bytes, offset, length), bytes, offset, length);
          if (entry != NONE && before != NONE) {
            successors[before] = entry;
          }
        }
        found[i] = entry == NONE ? NONE : ids[entry];
        before = entry;
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  private void clearUnless(long currentGeneration) {
    if (isOf(currentGeneration)) {
      return;
    }
    lock.writeLock().lock();
    try {
      if (generation != currentGeneration) {
        clear();
        generation = currentGeneration;
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private boolean isOf(long currentGeneration) {
    lock.readLock().lock();
    try {
      return generation == currentGeneration;
    } finally {
      lock.readLock().unlock();
    }
  }

  private int lookUp(long hash, byte[] bytes, int offset, int length) {
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    for (int probe = 0; probe < MOST_PROBES; probe++, slot = (slot + 1) & mask) {
      int entry = slots[slot] - 1;
      if (entry == NONE) {
        return NONE;
      }
      if (hashes[entry] == hash && arena.matches(entry, bytes, offset, length)) {
        return entry;
      }
    }
    return NONE;
  }

  /** Remembers ids, where {@code resolved} is not negative, of the series at {@code places}. */
  void remember(DecodedRequest request, int[] places, long[] resolved, long idGeneration) {
    lock.writeLock().lock();
    try {
      if (idGeneration != generation) {
        return;
      }
      for (int i = 0; i < places.length; i++) {
        if (resolved[i] >= 0) {
          remember(request, places[i], resolved[i]);
        }
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void remember(DecodedRequest request, int place, long id) {
    byte[] bytes = request.bytes();
    int offset = request.labelOffset(place);
    int length = request.labelLength(place);
    long hash = Fingerprint.xxHash64(bytes, offset, length);
    int known = lookUp(hash, bytes, offset, length);
    if (known != NONE) {
      ids[known] = id;
      return;
    }
    if (sizeInBytes() + length + 32 > maxBytes) {
      full = true;
      return;
    }
    if (entries == ids.length) {
      grow();
    }
    int slot = freeSlot(hash);
    if (slot == NONE) {
      return;
    }
    arena.add(bytes, offset, length);
    hashes[entries] = hash;
    ids[entries] = id;
    successors[entries] = entries + 1;
    entries++;
    slots[slot] = entries;
  }

  private int freeSlot(long hash) {
    int mask = slots.length - 1;
    for (int probe = 0; probe < MOST_PROBES; probe++) {
      int slot = ((int) hash + probe) & mask;
      if (slots[slot] == 0) {
        return slot;
      }
    }
    return NONE;
  }

  private void grow() {
    int capacity = entries * 2;
    hashes = Arrays.copyOf(hashes, capacity);
    ids = Arrays.copyOf(ids, capacity);
    successors = Arrays.copyOf(successors, capacity);
    slots = new int[capacity * 2];
    for (int entry = 0; entry < entries; entry++) {
      int slot = freeSlot(hashes[entry]);
      if (slot != NONE) {
        slots[slot] = entry + 1;
      }
    }
  }

  /** Forgets everything and gives the memory back. */
  void clear() {
    lock.writeLock().lock();
    try {
      arena.clear();
      entries = 0;
      full = false;
      hashes = new long[FIRST_ENTRIES];
      ids = new long[FIRST_ENTRIES];
      successors = new int[FIRST_ENTRIES];
      slots = new int[FIRST_ENTRIES * 2];
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Whether an entry found no room since the last {@link #clear}. */
  boolean isFull() {
    lock.readLock().lock();
    try {
      return full;
    } finally {
      lock.readLock().unlock();
    }
  }

  int size() {
    lock.readLock().lock();
    try {
      return entries;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Memory of all entries. */
  long bytes() {
    lock.readLock().lock();
    try {
      return sizeInBytes();
    } finally {
      lock.readLock().unlock();
    }
  }

  private long sizeInBytes() {
    return arena.sizeInBytes()
        + (long) hashes.length * (2 * Long.BYTES + Integer.BYTES)
        + (long) slots.length * Integer.BYTES;
  }
}
