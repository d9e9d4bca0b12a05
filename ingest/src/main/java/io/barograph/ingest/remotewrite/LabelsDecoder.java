package io.barograph.ingest.remotewrite;

import static io.barograph.ingest.ProtobufCursor.LENGTH_DELIMITED;

import io.barograph.ingest.CheckedLabels;
import io.barograph.ingest.LabelSetBuilder;
import io.barograph.ingest.ProtobufCursor;

/** Turns the raw label fields of a series into a checked label set. */
final class LabelsDecoder {
  private static final int NAME = 1 << 3 | LENGTH_DELIMITED;
  private static final int VALUE = 2 << 3 | LENGTH_DELIMITED;

  private final LabelSetBuilder builder;

  LabelsDecoder(LabelSetBuilder builder) {
    this.builder = builder;
  }

  /**
   * The label set of fields that {@link RequestDecoder} has passed over.
   *
   * @throws MalformedRequestException if a label is no label
   */
  CheckedLabels decode(byte[] bytes, int offset, int length) {
    builder.clear();
    ProtobufCursor cursor =
        new ProtobufCursor(bytes, offset, offset + length, MalformedRequestException::at);
    while (cursor.hasMore()) {
      cursor.tag();
      int outer = cursor.enter(cursor.length());
      addLabel(bytes, cursor);
      cursor.leave(outer);
    }
    return builder.build();
  }

  private void addLabel(byte[] bytes, ProtobufCursor cursor) {
    int nameOffset = cursor.position();
    int nameLength = 0;
    int valueOffset = nameOffset;
    int valueLength = 0;
    while (cursor.hasMore()) {
      int tag = cursor.tag();
      switch (tag) {
        case NAME -> {
          nameLength = cursor.length();
          nameOffset = cursor.position();
          cursor.skipBytes(nameLength);
        }
        case VALUE -> {
          valueLength = cursor.length();
          valueOffset = cursor.position();
          cursor.skipBytes(valueLength);
        }
        default -> {
          if (tag >>> 3 <= 2) {
            cursor.requireType(tag, LENGTH_DELIMITED);
          }
          cursor.skip(tag);
        }
      }
    }
    builder.add(bytes, nameOffset, nameLength, valueOffset, valueLength);
  }
}
