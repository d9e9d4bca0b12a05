package io.barograph.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A 64-bit hash of labels, for maps and sharding. Never the identity: two label sets may share one.
 *
 * <p>XXH64 with seed 0 (the published xxHash specification) over the canonical form: each name and
 * value in name order as UTF-8, each followed by the byte 0xFF, which UTF-8 never contains. Stored
 * in the database, so the function may never change.
 */
public final class Fingerprint {
  private static final byte SEPARATOR = (byte) 0xFF;
  private static final long PRIME_1 = 0x9E3779B185EBCA87L;
  private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
  private static final long PRIME_3 = 0x165667B19E3779F9L;
  private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
  private static final long PRIME_5 = 0x27D4EB2F165667C5L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Fingerprint() {}

  /** The fingerprint of {@code labels}. */
  public static long of(Labels labels) {
    byte[] canonical = canonicalBytes(labels);
    return xxHash64(canonical, 0, canonical.length);
  }

  private static byte[] canonicalBytes(Labels labels) {
    byte[] bytes = new byte[256];
    int length = 0;
    for (int i = 0; i < labels.size(); i++) {
      for (String part : new String[] {labels.name(i), labels.value(i)}) {
        byte[] encoded = part.getBytes(UTF_8);
        if (length + encoded.length + 1 > bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + encoded.length + 1));
        }
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        bytes[length++] = SEPARATOR;
      }
    }
    return Arrays.copyOf(bytes, length);
  }

  /** XXH64 of {@code length} bytes from {@code offset}, seed 0. */
  public static long xxHash64(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    long hash;
    if (length >= 32) {
      // PRIME_1 + PRIME_2, PRIME_2, 0 and -PRIME_1, all modulo 2^64.
      long a = 0x60EA27EEADC0B5D6L;
      long b = PRIME_2;
      long c = 0;
      long d = -PRIME_1;
      do {
        a = round(a, (long) LONG.get(bytes, at));
        b = round(b, (long) LONG.get(bytes, at + 8));
        c = round(c, (long) LONG.get(bytes, at + 16));
        d = round(d, (long) LONG.get(bytes, at + 24));
        at += 32;
      } while (at <= end - 32);
      hash =
          Long.rotateLeft(a, 1)
              + Long.rotateLeft(b, 7)
              + Long.rotateLeft(c, 12)
              + Long.rotateLeft(d, 18);
      hash = merge(merge(merge(merge(hash, a), b), c), d);
    } else {
      hash = PRIME_5;
    }
    hash += length;
    for (; at <= end - 8; at += 8) {
      hash ^= round(0, (long) LONG.get(bytes, at));
      hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
    }
    if (at <= end - 4) {
      hash ^= ((int) INT.get(bytes, at) & 0xFFFFFFFFL) * PRIME_1;
      hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
      at += 4;
    }
    for (; at < end; at++) {
      hash ^= (bytes[at] & 0xFF) * PRIME_5;
      hash = Long.rotateLeft(hash, 11) * PRIME_1;
    }
    return avalanche(hash);
  }

  private static long round(long accumulator, long input) {
    return Long.rotateLeft(accumulator + input * PRIME_2, 31) * PRIME_1;
  }

  private static long merge(long hash, long accumulator) {
    return (hash ^ round(0, accumulator)) * PRIME_1 + PRIME_4;
  }

  private static long avalanche(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * PRIME_2;
    mixed = (mixed ^ (mixed >>> 29)) * PRIME_3;
    return mixed ^ (mixed >>> 32);
  }
}
