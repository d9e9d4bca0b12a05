package io.barograph.ingest.remotewrite;

import static io.barograph.ingest.ProtobufCursor.FIXED64;
import static io.barograph.ingest.ProtobufCursor.VARINT;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A sample as nearly all senders encode it: the value, which protobuf leaves out when it is 0, then
 * a timestamp in milliseconds between 1971 and 2109, which takes six bytes. Its end is one word,
 * read and tested at once instead of byte by byte. Whatever looks otherwise is for the general
 * scan.
 */
final class UsualSample {
  private static final int VALUE_TAG = 1 << 3 | FIXED64;
  private static final int TIMESTAMP_TAG = 2 << 3 | VARINT;
  private static final int VALUE_BYTES = 1 + Long.BYTES;
  private static final int TIMESTAMP_BYTES = 1 + 6;

  /** In the last word of a sample: the tag of the timestamp, and which of its bytes go on. */
  private static final long TESTED = 0x8080_8080_8080_FF00L;

  private static final long EXPECTED = 0x0080_8080_8080_0000L | (TIMESTAMP_TAG << 8);

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private UsualSample() {}

  /**
   * Bytes of the sample whose length stands at {@code from}, that length included; 0 if it is no
   * usual one, or does not end before {@code limit}.
   */
  static int size(byte[] bytes, int from, int limit) {
    if (from >= limit) {
      return 0;
    }
    int length = bytes[from];
    boolean hasValue = length == VALUE_BYTES + TIMESTAMP_BYTES;
    if ((!hasValue && length != TIMESTAMP_BYTES) || limit - from <= length) {
      return 0;
    }
    int end = from + 1 + length;
    boolean usual =
        (lastWord(bytes, end) & TESTED) == EXPECTED && (!hasValue || bytes[from + 1] == VALUE_TAG);
    return usual ? end - from : 0;
  }

  /** The timestamp of the usual sample that ends at {@code end}, in milliseconds. */
  static long timestamp(byte[] bytes, int end) {
    long varint = lastWord(bytes, end) >>> (2 * Byte.SIZE);
    return (varint & 0x7F)
        | ((varint >>> 1) & (0x7FL << 7))
        | ((varint >>> 2) & (0x7FL << 14))
        | ((varint >>> 3) & (0x7FL << 21))
        | ((varint >>> 4) & (0x7FL << 28))
        | ((varint >>> 5) & (0x7FL << 35));
  }

  /** The value of the usual sample of this size that ends at {@code end}. */
  static double value(byte[] bytes, int end, int size) {
    return size == 1 + TIMESTAMP_BYTES
        ? 0
        : Double.longBitsToDouble((long) LONG.get(bytes, end - TIMESTAMP_BYTES - Long.BYTES));
  }

  private static long lastWord(byte[] bytes, int end) {
    return (long) LONG.get(bytes, end - Long.BYTES);
  }
}
