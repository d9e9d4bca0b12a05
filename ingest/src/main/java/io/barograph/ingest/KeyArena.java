package io.barograph.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Byte keys one behind the other in pages, addressed by the order in which they were added. Not
 * thread-safe.
 */
public final class KeyArena {
  /** Each page is twice the one before: many arenas hold little, and the largest need few pages. */
  private static final int FIRST_PAGE_BYTES = 1 << 10;

  private static final int LARGEST_PAGE_BYTES = 1 << 18;
  private static final int FIRST_KEYS = 64;

  private final List<byte[]> pages = new ArrayList<>();
  private byte[] open = new byte[0];
  private int openUsed;
  private int nextPageBytes = FIRST_PAGE_BYTES;
  private long bytes;
  private int keys;

  /** Page number in the upper half, offset in the lower. */
  private long[] places = new long[FIRST_KEYS];

  private int[] lengths = new int[FIRST_KEYS];

  /** Adds a key behind the last one; a key larger than a page gets one of its own. */
  public void add(byte[] source, int offset, int length) {
    if (openUsed + length > open.length) {
      open = new byte[Math.max(nextPageBytes, length)];
      nextPageBytes = Math.min(LARGEST_PAGE_BYTES, nextPageBytes * 2);
      openUsed = 0;
      pages.add(open);
      bytes += open.length;
    }
    if (keys == places.length) {
      places = Arrays.copyOf(places, keys * 2);
      lengths = Arrays.copyOf(lengths, keys * 2);
    }
    System.arraycopy(source, offset, open, openUsed, length);
    places[keys] = (long) (pages.size() - 1) << 32 | openUsed;
    lengths[keys++] = length;
    openUsed += length;
  }

  /** Whether these bytes are that key. */
  public boolean matches(int key, byte[] other, int offset, int length) {
    if (lengths[key] != length) {
      return false;
    }
    byte[] page = pages.get((int) (places[key] >>> 32));
    int at = (int) places[key];
    return Arrays.equals(page, at, at + length, other, offset, offset + length);
  }

  /** A copy of a key. */
  public byte[] key(int key) {
    int at = (int) places[key];
    return Arrays.copyOfRange(pages.get((int) (places[key] >>> 32)), at, at + lengths[key]);
  }

  /** Forgets all keys and gives the memory back. */
  public void clear() {
    pages.clear();
    open = new byte[0];
    openUsed = 0;
    nextPageBytes = FIRST_PAGE_BYTES;
    bytes = 0;
    keys = 0;
    places = new long[FIRST_KEYS];
    lengths = new int[FIRST_KEYS];
  }

  /** Memory of all keys. */
  public long sizeInBytes() {
    return bytes + (long) places.length * (Long.BYTES + Integer.BYTES);
  }
}
