package io.barograph.timescale.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing byte buffer with the primitives of the block format; little-endian. */
final class PayloadWriter {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[4096];
  private int size;

  int size() {
    return size;
  }

  byte[] bytes() {
    return bytes;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Forgets everything from {@code size} on. */
  void truncate(int size) {
    this.size = size;
  }

  void putByte(int value) {
    ensureRoom(1);
    bytes[size++] = (byte) value;
  }

  void putInt(int value) {
    ensureRoom(Integer.BYTES);
    INT.set(bytes, size, value);
    size += Integer.BYTES;
  }

  void putLong(long value) {
    ensureRoom(Long.BYTES);
    LONG.set(bytes, size, value);
    size += Long.BYTES;
  }

  /** The low {@code length} bytes of {@code value}. */
  void putLowBytes(long value, int length) {
    ensureRoom(Long.BYTES);
    LONG.set(bytes, size, value);
    size += length;
  }

  /** Seven bits a byte, lowest first, the top bit set on all bytes but the last; unsigned. */
  void putVarint(long value) {
    ensureRoom(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Signed: small magnitudes are short. */
  void putZigzag(long value) {
    putVarint(Zigzag.encode(value));
  }

  void putBytes(byte[] source, int from, int length) {
    ensureRoom(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  /** The low {@code width} bits of each value, lowest bit first, padded with zeros to a byte. */
  void putPacked(long[] values, int count, int width) {
    if (width == 0 || count == 0) {
      return;
    }
    int length = (int) BitPacking.byteLength(count, width);
    ensureRoom(length + Long.BYTES);
    BitPacking.pack(values, count, width, bytes, size);
    size += length;
  }

  private void ensureRoom(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, Math.multiplyExact(bytes.length, 2)));
    }
  }
}
