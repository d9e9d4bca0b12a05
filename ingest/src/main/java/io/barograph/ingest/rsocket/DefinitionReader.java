package io.barograph.ingest.rsocket;

import static io.barograph.ingest.ProtobufCursor.LENGTH_DELIMITED;
import static io.barograph.ingest.ProtobufCursor.VARINT;

import com.google.protobuf.CodedInputStream;
import io.barograph.ingest.CheckedLabels;
import io.barograph.ingest.LabelSetBuilder;
import io.barograph.ingest.ProtobufCursor;
import io.barograph.ingest.RefusalSummary;
import io.barograph.ingest.rsocket.DecodedBatch.Span;
import io.barograph.model.MetricMetadata;
import io.barograph.model.MetricType;
import io.barograph.protocol.v1.Label;
import io.barograph.protocol.v1.MetricDescription;
import io.barograph.protocol.v1.SeriesDefinition;
import io.barograph.storage.RejectReason;
import io.barograph.storage.Rejection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the definitions and descriptions of a batch into the table of its channel. */
final class DefinitionReader {
  private static final int DESCRIPTION_CHARACTERS = 4096;

  private final LabelSetBuilder labels;
  private final SeriesTable table;

  /** A reader for one channel. */
  DefinitionReader(LabelSetBuilder labels, SeriesTable table) {
    this.labels = labels;
    this.table = table;
  }

  /** Puts the definitions into the table, and says which are refused. */
  void define(byte[] bytes, List<Span> definitions, RefusalSummary refusals) {
    for (Span span : definitions) {
      define(
          new ProtobufCursor(bytes, span.start(), span.end(), MalformedBatchException::new),
          refusals);
    }
  }

  private void define(ProtobufCursor in, RefusalSummary refusals) {
    int ref = 0;
    labels.clear();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag >>> 3) {
        case SeriesDefinition.REF_FIELD_NUMBER -> {
          in.requireType(tag, VARINT);
          ref = (int) in.varint();
        }
        case SeriesDefinition.LABELS_FIELD_NUMBER -> {
          in.requireType(tag, LENGTH_DELIMITED);
          int length = in.length();
          addLabel(in.inside(length));
          in.skipBytes(length);
        }
        default -> in.skip(tag);
      }
    }
    define(ref, labels.build(), refusals);
  }

  private void addLabel(ProtobufCursor in) {
    int nameStart = 0;
    int nameLength = 0;
    int valueStart = 0;
    int valueLength = 0;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag >>> 3) {
        case Label.NAME_FIELD_NUMBER -> {
          in.requireType(tag, LENGTH_DELIMITED);
          nameLength = in.length();
          nameStart = in.position();
          in.skipBytes(nameLength);
        }
        case Label.VALUE_FIELD_NUMBER -> {
          in.requireType(tag, LENGTH_DELIMITED);
          valueLength = in.length();
          valueStart = in.position();
          in.skipBytes(valueLength);
        }
        default -> in.skip(tag);
      }
    }
    labels.add(in.bytes(), nameStart, nameLength, valueStart, valueLength);
  }

  private void define(int ref, CheckedLabels checked, RefusalSummary refusals) {
    SeriesTable.Defined defined =
        switch (checked) {
          case CheckedLabels.Valid valid -> table.define(ref, valid.labels());
          case CheckedLabels.Refused refused -> table.refuse(ref, refused.rejection());
        };
    switch (defined) {
      case NEW, SAME -> {
        if (checked instanceof CheckedLabels.Refused(Rejection rejection)) {
          refusals.add(rejection.reason(), 0, ref, rejection::message);
        }
      }
      case DIFFERENT ->
          refuse(
              RejectReason.SERIES_REDEFINED,
              ref,
              "ref %d is defined already with other labels; give each series its own ref"
                  .formatted(ref),
              refusals);
      case OUT_OF_ORDER ->
          refuse(
              RejectReason.MALFORMED,
              ref,
              "ref %s is defined out of order, the next is %d; number series from 0 without gaps"
                  .formatted(Integer.toUnsignedString(ref), table.size()),
              refusals);
      case BEYOND_LIMIT -> {
        Rejection beyond = table.rejection(ref);
        refuse(beyond.reason(), ref, beyond.message(), refusals);
      }
    }
  }

  private static void refuse(
      RejectReason reason, int ref, String message, RefusalSummary refusals) {
    refusals.add(reason, 0, ref, () -> message);
  }

  /** The descriptions; one that has no name or is too long is left out, it harms no sample. */
  static List<MetricMetadata> describe(byte[] bytes, List<Span> descriptions) {
    List<MetricMetadata> metadata = new ArrayList<>(descriptions.size());
    for (Span span : descriptions) {
      MetricDescription description;
      try {
        description =
            MetricDescription.parseFrom(
                CodedInputStream.newInstance(bytes, span.start(), span.end() - span.start()));
      } catch (IOException e) {
        throw new MalformedBatchException(span.start(), "metric description: " + e.getMessage());
      }
      if (isUsable(description)) {
        metadata.add(
            new MetricMetadata(
                description.getMetric(),
                type(description),
                description.getHelp(),
                description.getUnit()));
      }
    }
    return metadata;
  }

  private static boolean isUsable(MetricDescription description) {
    String text = description.getMetric() + description.getHelp() + description.getUnit();
    return !description.getMetric().isEmpty()
        && text.length() <= DESCRIPTION_CHARACTERS
        && text.indexOf('\0') < 0;
  }

  /** A type that this version does not know yet is an unknown one. */
  private static MetricType type(MetricDescription description) {
    return switch (description.getType()) {
      case METRIC_TYPE_COUNTER -> MetricType.COUNTER;
      case METRIC_TYPE_GAUGE -> MetricType.GAUGE;
      case METRIC_TYPE_HISTOGRAM -> MetricType.HISTOGRAM;
      case METRIC_TYPE_SUMMARY -> MetricType.SUMMARY;
      case METRIC_TYPE_GAUGE_HISTOGRAM -> MetricType.GAUGE_HISTOGRAM;
      case METRIC_TYPE_INFO -> MetricType.INFO;
      case METRIC_TYPE_STATE_SET -> MetricType.STATE_SET;
      case METRIC_TYPE_UNKNOWN, UNRECOGNIZED -> MetricType.UNKNOWN;
    };
  }
}
