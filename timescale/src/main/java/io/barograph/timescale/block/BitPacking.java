package io.barograph.timescale.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers of the same width, one behind the other, the lowest bit first. Eight numbers of <i>w</i>
 * bits are <i>w</i> bytes, so they are taken eight at a time, with shifts that are the same for
 * every eight: eight, four or two numbers come out of one long, depending on the width.
 */
final class BitPacking {
  /** Numbers taken at a time. */
  private static final int GROUP = 8;

  /** A long read from a number's first byte holds all of a number up to this width. */
  private static final int MAX_UNALIGNED_WIDTH = 57;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private BitPacking() {}

  /** How many bytes the numbers take. */
  static long byteLength(int count, int width) {
    return ((long) count * width + 7) / 8;
  }

  /**
   * Fills {@code into[at]} to {@code into[at + count - 1]} with numbers of 1 to 64 bits. The caller
   * has checked that {@code bytes} holds them; what lies behind them is read, but not used.
   */
  static void unpack(byte[] bytes, int from, long[] into, int at, int count, int width) {
    int done = 0;
    if (width <= MAX_UNALIGNED_WIDTH) {
      // Every long read starts within the group.
      int room = bytes.length - from - Long.BYTES;
      int groups = Math.max(0, Math.min(count / GROUP, room / width));
      done = groups * GROUP;
      if (width <= 8) {
        unpackEights(bytes, from, into, at, at + done, width);
      } else if (width <= 16) {
        unpackFours(bytes, from, into, at, at + done, width);
      } else {
        unpackOnes(bytes, from, into, at, at + done, width);
      }
    }
    long mask = -1L >>> (64 - width);
    long bit = ((long) from << 3) + (long) done * width;
    for (int i = done; i < count; i++, bit += width) {
      into[at + i] = readBits(bytes, bit, width) & mask;
    }
  }

  private static void unpackEights(
      byte[] bytes, int from, long[] into, int at, int end, int width) {
    long mask = (1L << width) - 1;
    int position = from;
    for (int i = at; i < end; i += GROUP, position += width) {
      long word = (long) LONG.get(bytes, position);
      into[i] = word & mask;
      into[i + 1] = (word >>> width) & mask;
      into[i + 2] = (word >>> (2 * width)) & mask;
      into[i + 3] = (word >>> (3 * width)) & mask;
      into[i + 4] = (word >>> (4 * width)) & mask;
      into[i + 5] = (word >>> (5 * width)) & mask;
      into[i + 6] = (word >>> (6 * width)) & mask;
      into[i + 7] = (word >>> (7 * width)) & mask;
    }
  }

  /** Four numbers end within a byte if the width is odd, so the next four start in its middle. */
  private static void unpackFours(byte[] bytes, int from, long[] into, int at, int end, int width) {
    long mask = (1L << width) - 1;
    int half = width >>> 1;
    int odd = (width & 1) << 2;
    int position = from;
    for (int i = at; i < end; i += GROUP, position += width) {
      long low = (long) LONG.get(bytes, position);
      long high = (long) LONG.get(bytes, position + half) >>> odd;
      into[i] = low & mask;
      into[i + 1] = (low >>> width) & mask;
      into[i + 2] = (low >>> (2 * width)) & mask;
      into[i + 3] = (low >>> (3 * width)) & mask;
      into[i + 4] = high & mask;
      into[i + 5] = (high >>> width) & mask;
      into[i + 6] = (high >>> (2 * width)) & mask;
      into[i + 7] = (high >>> (3 * width)) & mask;
    }
  }

  private static void unpackOnes(byte[] bytes, int from, long[] into, int at, int end, int width) {
    long mask = (1L << width) - 1;
    int position = from;
    for (int i = at; i < end; i += GROUP, position += width) {
      into[i] = (long) LONG.get(bytes, position) & mask;
      into[i + 1] = wordAt(bytes, position, width) & mask;
      into[i + 2] = wordAt(bytes, position, 2 * width) & mask;
      into[i + 3] = wordAt(bytes, position, 3 * width) & mask;
      into[i + 4] = wordAt(bytes, position, 4 * width) & mask;
      into[i + 5] = wordAt(bytes, position, 5 * width) & mask;
      into[i + 6] = wordAt(bytes, position, 6 * width) & mask;
      into[i + 7] = wordAt(bytes, position, 7 * width) & mask;
    }
  }

  private static long wordAt(byte[] bytes, int position, int bit) {
    return (long) LONG.get(bytes, position + (bit >>> 3)) >>> (bit & 7);
  }

  private static long readBits(byte[] bytes, long bit, int width) {
    int first = (int) (bit >>> 3);
    int last = (int) ((bit + width - 1) >>> 3);
    int shift = (int) (bit & 7);
    long value = (bytes[first] & 0xffL) >>> shift;
    for (int i = first + 1; i <= last; i++) {
      value |= (bytes[i] & 0xffL) << (8 * (i - first) - shift);
    }
    return value;
  }

  /**
   * Packs the low {@code width} bits, 1 to 64, of {@code values[0]} to {@code values[count - 1]}.
   * The caller has made room for what {@link #byteLength} says and a long more.
   */
  static void pack(long[] values, int count, int width, byte[] bytes, int from) {
    long mask = -1L >>> (64 - width);
    int done = 0;
    int position = from;
    if (width <= 8) {
      for (; done + GROUP <= count; done += GROUP, position += width) {
        long low = four(values, done, width, mask);
        long high = four(values, done + 4, width, mask);
        LONG.set(bytes, position, low | (high << (4 * width)));
      }
    } else if (width < 16) {
      for (; done + GROUP <= count; done += GROUP, position += width) {
        long low = four(values, done, width, mask);
        long high = four(values, done + 4, width, mask);
        LONG.set(bytes, position, low | (high << (4 * width)));
        LONG.set(bytes, position + Long.BYTES, high >>> (64 - 4 * width));
      }
    }
    packOneByOne(values, done, count, width, mask, bytes, position);
  }

  private static long four(long[] values, int at, int width, long mask) {
    return (values[at] & mask)
        | ((values[at + 1] & mask) << width)
        | ((values[at + 2] & mask) << (2 * width))
        | ((values[at + 3] & mask) << (3 * width));
  }

  private static void packOneByOne(
      long[] values, int from, int count, int width, long mask, byte[] bytes, int position) {
    long pending = 0;
    int filled = 0;
    int at = position;
    for (int i = from; i < count; i++) {
      long value = values[i] & mask;
      pending |= value << filled;
      filled += width;
      if (filled >= 64) {
        LONG.set(bytes, at, pending);
        at += Long.BYTES;
        filled -= 64;
        // A shift by 64 would be one by 0, and then nothing is left over anyway.
        pending = filled == 0 ? 0 : value >>> (width - filled);
      }
    }
    LONG.set(bytes, at, pending);
  }
}
