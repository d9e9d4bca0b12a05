package io.barograph.ingest.rsocket;

import static io.barograph.ingest.ProtobufCursor.FIXED64;
import static io.barograph.ingest.ProtobufCursor.LENGTH_DELIMITED;
import static io.barograph.ingest.ProtobufCursor.VARINT;

import io.barograph.ingest.ProtobufCursor;
import io.barograph.ingest.rsocket.DecodedBatch.Span;
import io.barograph.protocol.v1.SampleColumns;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads {@code SampleColumns} straight into primitive columns. The generated parser makes lists
 * that have to be copied once more; this is the hot path of the door.
 *
 * <p>As protobuf asks, a repeated field may come packed, unpacked or in several pieces, and unknown
 * fields are skipped. Nothing is allocated beyond a small multiple of the message's own length.
 */
final class ColumnsDecoder {
  private final int samplesLimit;

  ColumnsDecoder(int samplesLimit) {
    this.samplesLimit = samplesLimit;
  }

  /**
   * Decodes the span {@code [start, end)}.
   *
   * @throws MalformedBatchException if it is no {@code SampleColumns}, or has too many samples
   */
  DecodedBatch decode(byte[] bytes, int start, int end) {
    ProtobufCursor in = new ProtobufCursor(bytes, start, end, MalformedBatchException::new);
    DecodedBatch batch = new DecodedBatch();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag >>> 3) {
        case SampleColumns.BATCH_FIELD_NUMBER -> {
          in.requireType(tag, VARINT);
          batch.number = in.varint();
        }
        case SampleColumns.DEFINE_FIELD_NUMBER -> batch.definitions.add(span(in, tag));
        case SampleColumns.REFS_FIELD_NUMBER -> readRefs(in, tag, batch);
        case SampleColumns.BASE_TIMESTAMP_MS_FIELD_NUMBER -> {
          in.requireType(tag, VARINT);
          batch.baseTimestamp = in.zigzag();
        }
        case SampleColumns.TIMESTAMP_OFFSETS_MS_FIELD_NUMBER -> readOffsets(in, tag, batch);
        case SampleColumns.VALUES_FIELD_NUMBER -> readValues(in, tag, batch);
        case SampleColumns.DESCRIBE_FIELD_NUMBER -> batch.descriptions.add(span(in, tag));
        default -> in.skip(tag);
      }
    }
    return batch;
  }

  private static Span span(ProtobufCursor in, int tag) {
    in.requireType(tag, LENGTH_DELIMITED);
    int length = in.length();
    Span span = new Span(in.position(), in.position() + length);
    in.skipBytes(length);
    return span;
  }

  private void readRefs(ProtobufCursor in, int tag, DecodedBatch batch) {
    if ((tag & 7) == VARINT) {
      batch.refs = Arrays.copyOf(batch.refs, grown(in, batch.refs.length, batch.refCount, 1));
      batch.refs[batch.refCount++] = (int) in.varint();
      return;
    }
    in.requireType(tag, LENGTH_DELIMITED);
    int length = in.length();
    int count = countVarints(in.bytes(), in.position(), in.position() + length);
    batch.refs = Arrays.copyOf(batch.refs, grown(in, batch.refs.length, batch.refCount, count));
    batch.refCount = packedRefs(in.inside(length), batch.refs, batch.refCount);
    in.skipBytes(length);
  }

  private static int packedRefs(ProtobufCursor in, int[] refs, int from) {
    int count = from;
    while (in.hasMore()) {
      refs[count++] = (int) in.varint();
    }
    return count;
  }

  private void readOffsets(ProtobufCursor in, int tag, DecodedBatch batch) {
    if ((tag & 7) == VARINT) {
      batch.offsets =
          Arrays.copyOf(batch.offsets, grown(in, batch.offsets.length, batch.offsetCount, 1));
      batch.offsets[batch.offsetCount++] = in.zigzag();
      return;
    }
    in.requireType(tag, LENGTH_DELIMITED);
    int length = in.length();
    int count = countVarints(in.bytes(), in.position(), in.position() + length);
    batch.offsets =
        Arrays.copyOf(batch.offsets, grown(in, batch.offsets.length, batch.offsetCount, count));
    batch.offsetCount = packedOffsets(in.inside(length), batch.offsets, batch.offsetCount);
    in.skipBytes(length);
  }

  private static int packedOffsets(ProtobufCursor in, long[] offsets, int from) {
    int count = from;
    while (in.hasMore()) {
      offsets[count++] = in.zigzag();
    }
    return count;
  }

  private void readValues(ProtobufCursor in, int tag, DecodedBatch batch) {
    if ((tag & 7) == FIXED64) {
      batch.values =
          Arrays.copyOf(batch.values, grown(in, batch.values.length, batch.valueCount, 1));
      batch.values[batch.valueCount++] = Double.longBitsToDouble(in.fixed64());
      return;
    }
    in.requireType(tag, LENGTH_DELIMITED);
    int length = in.length();
    if (length % Double.BYTES != 0) {
      throw in.malformed("values take %d bytes, which is no multiple of 8".formatted(length));
    }
    int count = length / Double.BYTES;
    batch.values =
        Arrays.copyOf(batch.values, grown(in, batch.values.length, batch.valueCount, count));
    // A copy of bits: the payloads of NaNs, signalling ones too, stay as they are.
    ByteBuffer.wrap(in.bytes(), in.position(), length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .get(batch.values, batch.valueCount, count);
    batch.valueCount += count;
    in.skipBytes(length);
  }

  /** Each number ends in a byte without the high bit; a last one without end is found later. */
  private static int countVarints(byte[] bytes, int start, int end) {
    int count = 0;
    for (int i = start; i < end; i++) {
      count += ~bytes[i] >>> 31;
    }
    return count;
  }

  /** The capacity for {@code more} places beyond {@code used}: exact at first, then doubling. */
  private int grown(ProtobufCursor in, int capacity, int used, int more) {
    if (more > samplesLimit - used) {
      throw in.malformed(
          "%d samples, limit is %d; send smaller batches"
              .formatted((long) used + more, samplesLimit));
    }
    int needed = used + more;
    if (needed <= capacity) {
      return capacity;
    }
    return capacity == 0 ? needed : Math.max(needed, Math.min(samplesLimit, capacity * 2));
  }
}
