package io.barograph.timescale.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads what {@link PayloadWriter} wrote, checking every bound. */
final class PayloadReader {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[0];
  private int start;
  private int position;
  private int end;

  void reset(byte[] source, int from, int length) {
    bytes = source;
    start = from;
    position = from;
    end = from + length;
  }

  int remaining() {
    return end - position;
  }

  int position() {
    return position;
  }

  /** Bytes that a section claims must be there; the answer is where the section ends. */
  int endOfSection(long length) {
    if (length < 0 || length > remaining()) {
      throw malformed("a section of %d bytes, but %d are left".formatted(length, remaining()));
    }
    return position + (int) length;
  }

  void skipTo(int newPosition) {
    position = newPosition;
  }

  BlockFormatException malformed(String what) {
    return new BlockFormatException(what, position - start);
  }

  int readByte() {
    require(1);
    return bytes[position++] & 0xff;
  }

  long readLong() {
    require(Long.BYTES);
    long value = (long) LONG.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  /** A two's-complement number of {@code length} bytes, 0 to 8. */
  long readSigned(int length) {
    require(length);
    long value = 0;
    for (int i = 0; i < length; i++) {
      value |= (bytes[position + i] & 0xffL) << (8 * i);
    }
    position += length;
    int unused = 64 - 8 * length;
    return length == 0 ? 0 : value << unused >> unused;
  }

  long readVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      require(1);
      int next = bytes[position++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed("a varint of more than 10 bytes");
  }

  long readZigzag() {
    return Zigzag.decode(readVarint());
  }

  /** A varint between {@code min} and {@code max}. */
  int readCount(int min, int max, String what) {
    long value = readVarint();
    if (value < min || value > max) {
      throw malformed("%s is %d, not within %d to %d".formatted(what, value, min, max));
    }
    return (int) value;
  }

  /** Fills {@code into} with {@code count} numbers of {@code width} bits. */
  void readPacked(long[] into, int at, int count, int width) {
    if (width == 0) {
      Arrays.fill(into, at, at + count, 0);
      return;
    }
    int sectionEnd = endOfSection(BitPacking.byteLength(count, width));
    BitPacking.unpack(bytes, position, into, at, count, width);
    position = sectionEnd;
  }

  private void require(int length) {
    if (length > end - position) {
      throw malformed(
          "the block ends too early: %d bytes wanted, %d left".formatted(length, end - position));
    }
  }
}
