package io.barograph.agent;

import com.google.protobuf.CodedOutputStream;
import io.barograph.model.MetricMetadata;
import io.barograph.protocol.ProtocolLimits;
import io.barograph.protocol.v1.MetricDescription;
import io.barograph.protocol.v1.MetricType;
import io.barograph.protocol.v1.SampleColumns;
import io.barograph.protocol.v1.SeriesDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Turns batches into messages of one channel, and knows what that channel has defined. Columns are
 * written straight from the arrays: the generated builder would box every ref.
 */
final class ChannelEncoder {
  /** Definitions of one message; what does not fit goes into the next batch. */
  private static final int DEFINITION_BYTES = ProtocolLimits.BATCH_BYTES / 2;

  private static final int UNDEFINED = -1;

  private int[] refs = new int[0];
  private int nextRef;
  private int[] lastSeries = new int[0];
  private final List<SeriesDefinition> definitions = new ArrayList<>();

  /** Whether the channel may define as many more series as this batch needs. */
  boolean hasRoomFor(PendingBatch batch) {
    int room = ProtocolLimits.CHANNEL_SERIES - nextRef;
    if (batch.size() <= room) {
      return true;
    }
    int undefined = 0;
    for (int series : batch.series()) {
      if (refOf(series) == UNDEFINED) {
        undefined++;
      }
    }
    return undefined <= room;
  }

  /** Refs that this channel has given, those of forgotten series included. */
  int defined() {
    return nextRef;
  }

  /** These indexes may become those of other series. */
  void forget(int[] indexes) {
    for (int index : indexes) {
      if (index < refs.length) {
        refs[index] = UNDEFINED;
      }
    }
    // The server repeats refs, not indexes, where a batch has the series of the one before.
    lastSeries = new int[0];
  }

  /**
   * Gives refs to the series of this batch that have none yet.
   *
   * @return how many samples, from the first on, may go into one message
   */
  int define(PendingBatch batch, SeriesHandles handles) {
    int bytes = 0;
    for (int i = 0; i < batch.size(); i++) {
      int series = batch.series()[i];
      if (refOf(series) != UNDEFINED) {
        continue;
      }
      SeriesDefinition definition = handles.get(series).definition(nextRef);
      bytes += definition.getSerializedSize() + 8;
      if (bytes > DEFINITION_BYTES && i > 0) {
        return i;
      }
      definitions.add(definition);
      refs[series] = nextRef++;
    }
    return batch.size();
  }

  private int refOf(int series) {
    if (series >= refs.length) {
      int oldLength = refs.length;
      refs = Arrays.copyOf(refs, Math.max(series + 1, oldLength * 2));
      Arrays.fill(refs, oldLength, refs.length, UNDEFINED);
    }
    return refs[series];
  }

  /** The message of a batch whose series are all defined. */
  byte[] encode(PendingBatch batch, Collection<MetricMetadata> describe) {
    List<MetricDescription> descriptions = describe.stream().map(ChannelEncoder::toWire).toList();
    boolean sameSeries = batch.size() > 0 && Arrays.equals(batch.series(), lastSeries);
    int refBytes = sameSeries ? 0 : refBytes(batch);
    long base = batch.size() == 0 ? 0 : batch.timestamps()[0];
    int offsetBytes = offsetBytes(batch, base);
    int valueBytes = batch.size() * Double.BYTES;
    int size =
        CodedOutputStream.computeUInt64Size(SampleColumns.BATCH_FIELD_NUMBER, batch.number())
            + CodedOutputStream.computeSInt64Size(
                SampleColumns.BASE_TIMESTAMP_MS_FIELD_NUMBER, base)
            + packedSize(refBytes)
            + packedSize(offsetBytes)
            + packedSize(valueBytes);
    for (SeriesDefinition definition : definitions) {
      size += CodedOutputStream.computeMessageSize(SampleColumns.DEFINE_FIELD_NUMBER, definition);
    }
    for (MetricDescription description : descriptions) {
      size +=
          CodedOutputStream.computeMessageSize(SampleColumns.DESCRIBE_FIELD_NUMBER, description);
    }
    byte[] message = new byte[size];
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(message);
      out.writeUInt64(SampleColumns.BATCH_FIELD_NUMBER, batch.number());
      for (SeriesDefinition definition : definitions) {
        out.writeMessage(SampleColumns.DEFINE_FIELD_NUMBER, definition);
      }
      writeRefs(out, batch, refBytes);
      out.writeSInt64(SampleColumns.BASE_TIMESTAMP_MS_FIELD_NUMBER, base);
      writeOffsets(out, batch, base, offsetBytes);
      writeValues(out, batch, valueBytes);
      for (MetricDescription description : descriptions) {
        out.writeMessage(SampleColumns.DESCRIBE_FIELD_NUMBER, description);
      }
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException("array of " + size + " bytes is too small", e);
    }
    definitions.clear();
    if (batch.size() > 0) {
      lastSeries = batch.series();
    }
    return message;
  }

  /** All columns have field numbers below 16: one byte of tag. */
  private static int packedSize(int bytes) {
    return bytes == 0 ? 0 : 1 + CodedOutputStream.computeUInt32SizeNoTag(bytes) + bytes;
  }

  private int refBytes(PendingBatch batch) {
    int bytes = 0;
    for (int series : batch.series()) {
      bytes += CodedOutputStream.computeUInt32SizeNoTag(refs[series]);
    }
    return bytes;
  }

  private void writeRefs(CodedOutputStream out, PendingBatch batch, int bytes) throws IOException {
    if (bytes > 0) {
      writePackedHeader(out, SampleColumns.REFS_FIELD_NUMBER, bytes);
      for (int series : batch.series()) {
        out.writeUInt32NoTag(refs[series]);
      }
    }
  }

  /** 0 where every sample has the base timestamp: the column is left out. */
  private static int offsetBytes(PendingBatch batch, long base) {
    int bytes = 0;
    boolean anyOffset = false;
    for (long timestamp : batch.timestamps()) {
      anyOffset |= timestamp != base;
      bytes += CodedOutputStream.computeSInt64SizeNoTag(timestamp - base);
    }
    return anyOffset ? bytes : 0;
  }

  private static void writeOffsets(CodedOutputStream out, PendingBatch batch, long base, int bytes)
      throws IOException {
    if (bytes > 0) {
      writePackedHeader(out, SampleColumns.TIMESTAMP_OFFSETS_MS_FIELD_NUMBER, bytes);
      for (long timestamp : batch.timestamps()) {
        out.writeSInt64NoTag(timestamp - base);
      }
    }
  }

  private static void writeValues(CodedOutputStream out, PendingBatch batch, int bytes)
      throws IOException {
    if (bytes > 0) {
      writePackedHeader(out, SampleColumns.VALUES_FIELD_NUMBER, bytes);
      for (double value : batch.values()) {
        out.writeDoubleNoTag(value);
      }
    }
  }

  private static void writePackedHeader(CodedOutputStream out, int field, int bytes)
      throws IOException {
    out.writeTag(field, 2);
    out.writeUInt32NoTag(bytes);
  }

  private static MetricDescription toWire(MetricMetadata metadata) {
    return MetricDescription.newBuilder()
        .setMetric(metadata.metric())
        .setType(MetricType.valueOf("METRIC_TYPE_" + metadata.type().name()))
        .setHelp(metadata.help())
        .setUnit(metadata.unit())
        .build();
  }
}
