package io.barograph.ingest;

import java.util.Arrays;

/**
 * Byte keys one behind the other in pages, addressed by the order in which they were added. One
 * thread adds; {@link #keys()} gives what others may read meanwhile.
 */
public final class KeyArena {
  /** Each page is twice the one before: many arenas hold little, and the largest need few pages. */
  private static final int FIRST_PAGE_BYTES = 1 << 10;

  private static final int LARGEST_PAGE_BYTES = 1 << 18;
  private static final int FIRST_KEYS = 64;

  // What is in these arrays never changes: they are appended to, or replaced by longer ones.
  private byte[][] pages = new byte[4][];
  private long[] places = new long[FIRST_KEYS];
  private int[] lengths = new int[FIRST_KEYS];

  private int pageCount;
  private byte[] open = new byte[0];
  private int openUsed;
  private int nextPageBytes = FIRST_PAGE_BYTES;
  private long bytes;
  private int size;

  /**
   * The keys added so far. Whoever receives it after it was published safely may read it on any
   * thread.
   */
  public static final class Keys {
    private final byte[][] pages;

    /** Page number in the upper half, offset in the lower. */
    private final long[] places;

    private final int[] lengths;

    private Keys(byte[][] pages, long[] places, int[] lengths) {
      this.pages = pages;
      this.places = places;
      this.lengths = lengths;
    }

    /** Whether these bytes are that key. */
    public boolean matches(int key, byte[] other, int offset, int length) {
      return lengths[key] == length && begins(key, other, offset, length);
    }

    /** Whether that key is what the {@code available} bytes from {@code offset} on begin with. */
    public boolean begins(int key, byte[] other, int offset, int available) {
      int length = lengths[key];
      long place = places[key];
      int at = (int) place;
      return length <= available
          && Arrays.equals(
              pages[(int) (place >>> 32)], at, at + length, other, offset, offset + length);
    }

    /** Bytes of a key. */
    public int length(int key) {
      return lengths[key];
    }

    /** A copy of a key. */
    public byte[] copy(int key) {
      int at = (int) places[key];
      return Arrays.copyOfRange(pages[(int) (places[key] >>> 32)], at, at + lengths[key]);
    }
  }

  /** Adds a key behind the last one; a key larger than a page gets one of its own. */
  public void add(byte[] source, int offset, int length) {
    if (openUsed + length > open.length) {
      addPage(length);
    }
    if (size == places.length) {
      places = Arrays.copyOf(places, size * 2);
      lengths = Arrays.copyOf(lengths, size * 2);
    }
    System.arraycopy(source, offset, open, openUsed, length);
    places[size] = (long) (pageCount - 1) << 32 | openUsed;
    lengths[size++] = length;
    openUsed += length;
  }

  private void addPage(int length) {
    open = new byte[Math.max(nextPageBytes, length)];
    nextPageBytes = Math.min(LARGEST_PAGE_BYTES, nextPageBytes * 2);
    openUsed = 0;
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, pageCount * 2);
    }
    pages[pageCount++] = open;
    bytes += open.length;
  }

  /** All keys added so far. */
  public Keys keys() {
    return new Keys(pages, places, lengths);
  }

  /** Memory of all keys. */
  public long sizeInBytes() {
    return bytes + (long) places.length * (Long.BYTES + Integer.BYTES);
  }
}
