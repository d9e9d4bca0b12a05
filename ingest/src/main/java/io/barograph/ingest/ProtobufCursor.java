package io.barograph.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the protobuf wire format from a span of an array, and never beyond it. Short-lived, so that
 * its fields can be registers in the loops that matter.
 */
public final class ProtobufCursor {
  public static final int VARINT = 0;
  public static final int FIXED64 = 1;
  public static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final Malformed malformed;
  private int position;
  private int limit;

  /** How a door calls bytes that it cannot read. */
  @FunctionalInterface
  public interface Malformed {
    /** An exception to be thrown for what is wrong at this place of the array. */
    RuntimeException at(int position, String fault);
  }

  /** A cursor over {@code [start, end)}. */
  public ProtobufCursor(byte[] bytes, int start, int end, Malformed malformed) {
    this.bytes = bytes;
    this.position = start;
    this.limit = end;
    this.malformed = malformed;
  }

  /** The array, of which only the span is this cursor's. */
  public byte[] bytes() {
    return bytes;
  }

  public int position() {
    return position;
  }

  /** Where the span, or the message that was entered last, ends. */
  public int limit() {
    return limit;
  }

  public boolean hasMore() {
    return position < limit;
  }

  /** A second cursor over the next {@code length} bytes, as given by {@link #length()}. */
  public ProtobufCursor inside(int length) {
    return new ProtobufCursor(bytes, position, position + length, malformed);
  }

  /** Reads only so many bytes from now on; answers the limit before, for {@link #leave}. */
  public int enter(int length) {
    int outer = limit;
    limit = position + length;
    return outer;
  }

  /** Back in the message around: to the end of this one, with the limit as it was. */
  public void leave(int outer) {
    position = limit;
    limit = outer;
  }

  /** A field number and wire type, {@code number << 3 | type}. */
  public int tag() {
    int start = position;
    int tag = (int) varint();
    if (tag >>> 3 == 0) {
      throw malformed.at(start, "field number 0");
    }
    return tag;
  }

  public long varint() {
    int at = position;
    if (at < limit && bytes[at] >= 0) {
      position = at + 1;
      return bytes[at];
    }
    return longVarint();
  }

  private long longVarint() {
    int at = position;
    int end = limit;
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        throw malformed.at(position, "the message ends inside a number");
      }
      byte next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        position = at;
        return value;
      }
    }
    throw malformed.at(position, "a number is longer than 10 bytes");
  }

  /** A varint that has its sign in the lowest bit. */
  public long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** The raw bits of a double. */
  public long fixed64() {
    if (limit - position < Long.BYTES) {
      throw malformed.at(position, "the message ends inside a 64-bit value");
    }
    long value = (long) LONG.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  /** The length of what follows, which is within the limit. */
  public int length() {
    int start = position;
    long length = varint();
    if (length < 0 || length > limit - position) {
      throw malformed.at(
          start,
          "length %s runs over the end, %d bytes are left"
              .formatted(Long.toUnsignedString(length), limit - position));
    }
    return (int) length;
  }

  /** Goes past {@code length} bytes that {@link #length} has given. */
  public void skipBytes(int length) {
    position += length;
  }

  /**
   * Goes past the length-delimited fields of one tag that come next. This is most of what a scan of
   * labels does, so it works on locals.
   */
  public void skipAll(byte tag) {
    int at = position;
    int end = limit;
    while (at < end && bytes[at] == tag) {
      int length = end - at >= 2 ? bytes[at + 1] : -1;
      if (length >= 0 && length <= end - at - 2) {
        at += 2 + length;
      } else {
        // The length has several bytes, or is broken and refused.
        position = at + 1;
        skipBytes(length());
        at = position;
      }
    }
    position = at;
  }

  /** Goes past the value of a field that means nothing here. */
  public void skip(int tag) {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> fixed64();
      case LENGTH_DELIMITED -> skipBytes(length());
      case FIXED32 -> {
        if (limit - position < Integer.BYTES) {
          throw malformed.at(position, "the message ends inside a 32-bit value");
        }
        position += Integer.BYTES;
      }
      default -> throw wrongType(tag);
    }
  }

  /** A known field must have its type: to skip it as unknown would lose samples in silence. */
  public void requireType(int tag, int type) {
    if ((tag & 7) != type) {
      throw wrongType(tag);
    }
  }

  private RuntimeException wrongType(int tag) {
    return malformed("wire type %d in field %d".formatted(tag & 7, tag >>> 3));
  }

  /** What is wrong here. */
  public RuntimeException malformed(String fault) {
    return malformed.at(position, fault);
  }
}
