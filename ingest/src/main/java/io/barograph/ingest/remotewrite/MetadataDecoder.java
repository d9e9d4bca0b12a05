package io.barograph.ingest.remotewrite;

import static io.barograph.ingest.ProtobufCursor.LENGTH_DELIMITED;
import static io.barograph.ingest.ProtobufCursor.VARINT;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.ingest.ProtobufCursor;
import io.barograph.model.MetricMetadata;
import io.barograph.model.MetricType;
import java.util.Optional;

/** Reads a {@code prometheus.MetricMetadata}. Rare and small, so it may make objects. */
final class MetadataDecoder {
  private static final int TYPE = 1 << 3 | VARINT;
  private static final int METRIC = 2 << 3 | LENGTH_DELIMITED;
  private static final int HELP = 4 << 3 | LENGTH_DELIMITED;
  private static final int UNIT = 5 << 3 | LENGTH_DELIMITED;

  /** Longer texts are cut: a description is worth keeping even then. */
  private static final int MAX_BYTES = 4096;

  /** In the order of the enum on the wire. */
  private static final MetricType[] TYPES = {
    MetricType.UNKNOWN,
    MetricType.COUNTER,
    MetricType.GAUGE,
    MetricType.HISTOGRAM,
    MetricType.GAUGE_HISTOGRAM,
    MetricType.SUMMARY,
    MetricType.INFO,
    MetricType.STATE_SET,
  };

  private MetadataDecoder() {}

  /** The message up to the cursor's limit; empty where it names no metric. */
  static Optional<MetricMetadata> decode(byte[] bytes, ProtobufCursor cursor) {
    MetricType type = MetricType.UNKNOWN;
    String metric = "";
    String help = "";
    String unit = "";
    while (cursor.hasMore()) {
      int tag = cursor.tag();
      switch (tag) {
        case TYPE -> type = type(cursor.varint());
        case METRIC -> metric = text(bytes, cursor);
        case HELP -> help = text(bytes, cursor);
        case UNIT -> unit = text(bytes, cursor);
        default -> cursor.skip(tag);
      }
    }
    return metric.isEmpty()
        ? Optional.empty()
        : Optional.of(new MetricMetadata(metric, type, help, unit));
  }

  private static MetricType type(long number) {
    return number >= 0 && number < TYPES.length ? TYPES[(int) number] : MetricType.UNKNOWN;
  }

  private static String text(byte[] bytes, ProtobufCursor cursor) {
    int length = cursor.length();
    int offset = cursor.position();
    cursor.skipBytes(length);
    // PostgreSQL has no text with U+0000, and a description must not fail the samples beside it.
    return new String(bytes, offset, Math.min(length, MAX_BYTES), UTF_8).replace("\0", "");
  }
}
