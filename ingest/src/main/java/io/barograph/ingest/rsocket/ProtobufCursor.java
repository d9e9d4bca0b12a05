package io.barograph.ingest.rsocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads the protobuf wire format from a span of an array, and never beyond it. */
final class ProtobufCursor {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int FIXED32 = 5;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int start;
  private int position;
  private int end;

  ProtobufCursor(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.position = start;
    this.end = end;
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  int end() {
    return end;
  }

  boolean hasMore() {
    return position < end;
  }

  /** Goes on inside {@code [position, position + length)}, as given by {@link #length()}. */
  ProtobufCursor inside(int length) {
    ProtobufCursor inner = new ProtobufCursor(bytes, start, position + length);
    inner.position = position;
    return inner;
  }

  void skip(int length) {
    position += length;
  }

  int tag() {
    int tag = (int) varint();
    if (tag >>> 3 == 0) {
      throw malformed("field number 0");
    }
    return tag;
  }

  long varint() {
    int at = position;
    if (at < end && bytes[at] >= 0) {
      position = at + 1;
      return bytes[at];
    }
    return longVarint();
  }

  private long longVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position >= end) {
        throw malformed("the message ends inside a number");
      }
      byte next = bytes[position++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed("a number is longer than 10 bytes");
  }

  long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  long fixed64() {
    if (end - position < Long.BYTES) {
      throw malformed("the message ends inside a 64-bit value");
    }
    long value = (long) LONG.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  /** The length of what follows, which lies in this span. */
  int length() {
    long length = varint();
    if (length < 0 || length > end - position) {
      throw malformed(
          "length %s runs over the end, %d bytes are left"
              .formatted(Long.toUnsignedString(length), end - position));
    }
    return (int) length;
  }

  void skipValue(int tag) {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> fixed64();
      case LENGTH_DELIMITED -> skip(length());
      case FIXED32 -> {
        if (end - position < Integer.BYTES) {
          throw malformed("the message ends inside a 32-bit value");
        }
        position += Integer.BYTES;
      }
      default -> throw malformed("wire type %d of field %d".formatted(tag & 7, tag >>> 3));
    }
  }

  /** A known field must have its type: to skip it as unknown would lose samples in silence. */
  void requireType(int tag, int type) {
    if ((tag & 7) != type) {
      throw wrongType(tag);
    }
  }

  MalformedBatchException wrongType(int tag) {
    return malformed("wire type %d in field %d".formatted(tag & 7, tag >>> 3));
  }

  MalformedBatchException malformed(String fault) {
    return new MalformedBatchException(position - start, fault);
  }
}
