package io.barograph.ingest.remotewrite;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads protobuf's wire format from an array, forwards only, and never beyond {@link #limit}. Knows
 * no messages: callers switch on tags.
 */
final class ProtobufCursor {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int position;
  private int limit;

  ProtobufCursor(byte[] bytes, int offset, int end) {
    this.bytes = bytes;
    this.position = offset;
    this.limit = end;
  }

  int position() {
    return position;
  }

  boolean hasMore() {
    return position < limit;
  }

  /** Reads only up to {@code end} from now on; answers the limit before, for {@link #leave}. */
  int enter(int length) {
    int outer = limit;
    limit = position + length;
    return outer;
  }

  /** Back in the message around: to the end of this one, with the limit as it was. */
  void leave(int outer) {
    position = limit;
    limit = outer;
  }

  /** A field number and wire type, {@code number << 3 | type}. */
  int tag() {
    int start = position;
    long tag = varint();
    if (tag >>> 3 == 0 || tag >>> 32 != 0) {
      throw MalformedRequestException.at(
          start, "no field has the tag " + Long.toUnsignedString(tag));
    }
    return (int) tag;
  }

  long varint() {
    int start = position;
    if (position < limit) {
      byte first = bytes[position];
      if (first >= 0) {
        position++;
        return first;
      }
    }
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position >= limit) {
        throw MalformedRequestException.at(start, "a number is cut off");
      }
      byte next = bytes[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw MalformedRequestException.at(start, "a number is longer than 10 bytes");
  }

  /** The raw bits of a double. */
  long fixed64() {
    if (limit - position < Long.BYTES) {
      throw MalformedRequestException.at(position, "a value is cut off");
    }
    long value = (long) LONG.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  /** The length of what follows, which is within the limit. */
  int length() {
    int start = position;
    long length = varint();
    if (length < 0 || length > limit - position) {
      throw MalformedRequestException.at(
          start,
          "a length of %s where %d bytes are left"
              .formatted(Long.toUnsignedString(length), limit - position));
    }
    return (int) length;
  }

  /** Goes past {@code length} bytes that {@link #length} has given. */
  void skipBytes(int length) {
    position += length;
  }

  /**
   * Goes past the length-delimited fields of one tag that come next. This is most of what a scan
   * does, so it works on locals.
   */
  void skipAll(byte tag) {
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

  /** Goes past a field that means nothing here. */
  void skip(int tag) {
    int start = position;
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> advance(Long.BYTES, start);
      case LENGTH_DELIMITED -> skipBytes(length());
      case FIXED32 -> advance(Integer.BYTES, start);
      default ->
          throw MalformedRequestException.at(
              start, "field %d has wire type %d".formatted(tag >>> 3, tag & 7));
    }
  }

  private void advance(int count, int start) {
    if (limit - position < count) {
      throw MalformedRequestException.at(start, "a field is cut off");
    }
    position += count;
  }

  /** Refuses a known field that came with another wire type than it has. */
  void requireType(int tag, int type, String field) {
    if ((tag & 7) != type) {
      throw MalformedRequestException.at(
          position, "%s has wire type %d instead of %d".formatted(field, tag & 7, type));
    }
  }
}
