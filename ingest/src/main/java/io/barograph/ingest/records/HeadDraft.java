package io.barograph.ingest.records;

import static io.barograph.ingest.ProtobufCursor.LENGTH_DELIMITED;
import static io.barograph.ingest.ProtobufCursor.VARINT;

import io.barograph.ingest.ProtobufCursor;
import io.barograph.protocol.ProtocolLimits;
import io.barograph.protocol.v1.Transaction;
import io.barograph.storage.records.ProcessKey;
import io.barograph.storage.records.RecordHead;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every record has, while it is being read. */
final class HeadDraft {
  private static final int ID_BYTES = 16;

  final TextReader texts = new TextReader();
  private final String host;
  private final Map<String, String> attributes = new TreeMap<>();
  private byte[] id = new byte[0];
  private @Nullable ProcessKey process;
  private long time;

  HeadDraft(String host) {
    this.host = host;
  }

  /** Reads a field that all records have, or answers false. */
  boolean take(ProtobufCursor in, int tag, int attributesField, int truncatedField) {
    int field = tag >>> 3;
    if (field == Transaction.ID_FIELD_NUMBER) {
      in.requireType(tag, LENGTH_DELIMITED);
      int length = in.length();
      int kept = Math.min(length, ID_BYTES + 1);
      id = Arrays.copyOfRange(in.bytes(), in.position(), in.position() + kept);
      in.skipBytes(length);
    } else if (field == Transaction.PROCESS_FIELD_NUMBER) {
      process = process(in, tag, host, texts);
    } else if (field == Transaction.TIME_MS_FIELD_NUMBER) {
      in.requireType(tag, VARINT);
      time = in.zigzag();
    } else if (field == attributesField) {
      attribute(in, tag);
    } else if (field == truncatedField) {
      in.requireType(tag, VARINT);
      if (in.varint() != 0) {
        texts.markCut();
      }
    } else {
      return false;
    }
    return true;
  }

  static ProcessKey process(ProtobufCursor in, int tag, String host, TextReader texts) {
    in.requireType(tag, LENGTH_DELIMITED);
    int outer = in.enter(in.length());
    String job = "";
    String instance = "";
    while (in.hasMore()) {
      int inner = in.tag();
      switch (inner >>> 3) {
        case 1 -> job = texts.read(in, inner, ProtocolLimits.NAME_BYTES);
        case 2 -> instance = texts.read(in, inner, ProtocolLimits.NAME_BYTES);
        default -> in.skip(inner);
      }
    }
    in.leave(outer);
    return new ProcessKey(host, job, instance);
  }

  private void attribute(ProtobufCursor in, int tag) {
    in.requireType(tag, LENGTH_DELIMITED);
    if (attributes.size() >= ProtocolLimits.RECORD_ATTRIBUTES) {
      texts.markCut();
      in.skipBytes(in.length());
      return;
    }
    int outer = in.enter(in.length());
    String name = "";
    String value = "";
    while (in.hasMore()) {
      int inner = in.tag();
      switch (inner >>> 3) {
        case 1 -> name = texts.read(in, inner, ProtocolLimits.TEXT_BYTES);
        case 2 -> value = texts.read(in, inner, ProtocolLimits.TEXT_BYTES);
        default -> in.skip(inner);
      }
    }
    in.leave(outer);
    attributes.put(name, value);
  }

  boolean hasId() {
    return id.length == ID_BYTES;
  }

  long time() {
    return time;
  }

  /** Bytes of the id, one more than it may have at most. */
  int idLength() {
    return id.length;
  }

  RecordHead head(RecordSender sender, ProcessKey processOfBatch) {
    ByteBuffer bits = ByteBuffer.wrap(id);
    return new RecordHead(
        new UUID(bits.getLong(), bits.getLong()),
        Instant.ofEpochMilli(time),
        sender.bucket(),
        process == null ? processOfBatch : process,
        attributes,
        texts.hasCut());
  }
}
