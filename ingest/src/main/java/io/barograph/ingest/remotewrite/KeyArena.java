package io.barograph.ingest.remotewrite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Byte keys one behind the other in pages, addressed by the order in which they were added. */
final class KeyArena {
  /** Small enough to be no burden when almost empty, large enough to need few. */
  private static final int PAGE_BYTES = 1 << 18;

  private final List<byte[]> pages = new ArrayList<>();
  private byte[] open = new byte[0];
  private int openUsed;
  private long bytes;
  private int keys;

  /** Page number in the upper half, offset in the lower. */
  private long[] places = new long[1024];

  private int[] lengths = new int[1024];

  /** Adds a key behind the last one; a key larger than a page gets one of its own. */
  void add(byte[] source, int offset, int length) {
    if (openUsed + length > open.length) {
      open = new byte[Math.max(PAGE_BYTES, length)];
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

  boolean matches(int key, byte[] other, int offset, int length) {
    if (lengths[key] != length) {
      return false;
    }
    byte[] page = pages.get((int) (places[key] >>> 32));
    int at = (int) places[key];
    return Arrays.equals(page, at, at + length, other, offset, offset + length);
  }

  void clear() {
    pages.clear();
    open = new byte[0];
    openUsed = 0;
    bytes = 0;
    keys = 0;
    places = new long[1024];
    lengths = new int[1024];
  }

  long sizeInBytes() {
    return bytes + (long) places.length * (Long.BYTES + Integer.BYTES);
  }
}
