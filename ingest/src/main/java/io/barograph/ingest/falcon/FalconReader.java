package io.barograph.ingest.falcon;

import io.barograph.ingest.CheckedLabels;
import io.barograph.ingest.IngestPipeline;
import io.barograph.ingest.LabelSetBuilder;
import io.barograph.ingest.TimestampBounds;
import io.barograph.storage.Rejection;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads a body item by item, as the parser goes over it: no tree. */
final class FalconReader {
  private static final int DEEPEST = 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final FalconItem item = new FalconItem();
  private final LabelSetBuilder labels;
  private final TimestampBounds bounds;
  private final long now;
  private final int maxItems;
  private final LongConsumer reserve;

  /**
   * A reader of one body.
   *
   * @param reserve counts memory, in bytes, and throws if it is not there
   */
  FalconReader(IngestPipeline pipeline, int maxItems, LongConsumer reserve) {
    this.labels = pipeline.labelSetBuilder();
    this.bounds = pipeline.timestampBounds();
    this.now = pipeline.clock().millis();
    this.maxItems = maxItems;
    this.reserve = reserve;
  }

  /**
   * All items.
   *
   * @throws UnreadableBodyException if it is no JSON array, or has too many items
   */
  FalconBatch read(byte[] body) {
    FalconBatch batch = new FalconBatch(reserve);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new UnreadableBodyException("it is no JSON array");
      }
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        if (batch.total() == maxItems) {
          throw new UnreadableBodyException("more than %d items; send fewer".formatted(maxItems));
        }
        read(parser, token, batch);
      }
      if (parser.nextToken() != null) {
        throw new UnreadableBodyException("it goes on after the array");
      }
      return batch;
    } catch (JacksonException e) {
      throw new UnreadableBodyException(e.getOriginalMessage());
    }
  }

  private void read(JsonParser parser, @Nullable JsonToken token, FalconBatch batch) {
    item.clear();
    if (token == JsonToken.START_OBJECT) {
      readFields(parser);
    } else {
      parser.skipChildren();
      item.fault = "the item is no object; send one with endpoint, metric, timestamp, …";
    }
    Rejection rejection = item.check();
    long time = item.time(now);
    if (rejection == null && !bounds.contains(time)) {
      rejection = bounds.rejection(time);
    }
    if (rejection != null) {
      batch.refuse(item, rejection);
      return;
    }
    switch (item.labels(labels)) {
      case CheckedLabels.Valid valid -> batch.add(item, valid.labels(), time);
      case CheckedLabels.Refused refused -> batch.refuse(item, refused.rejection());
    }
  }

  private void readFields(JsonParser parser) {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (name) {
        case "endpoint" -> item.endpoint = text(parser, name, token);
        case "metric" -> item.metric = text(parser, name, token);
        case "tags" -> item.tags = text(parser, name, token);
        case "counterType" -> item.counterType = text(parser, name, token);
        case "value" -> item.value = value(parser, token);
        case "timestamp" -> item.timestamp = whole(parser, name, token);
        case "step" -> item.step = whole(parser, name, token);
        default -> parser.skipChildren();
      }
    }
  }

  private String text(JsonParser parser, String name, JsonToken token) {
    if (token == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    if (token != JsonToken.VALUE_NULL) {
      parser.skipChildren();
      item.fault = "\"%s\" is no string; send one".formatted(name);
    }
    return "";
  }

  /** As it stands: Falcon takes numbers, and strings of numbers. */
  private String value(JsonParser parser, JsonToken token) {
    if (token.isNumeric() || token == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    parser.skipChildren();
    item.fault = "\"value\" is neither a number nor a string; send a number";
    return "";
  }

  private long whole(JsonParser parser, String name, JsonToken token) {
    if (token == JsonToken.VALUE_NULL) {
      return 0;
    }
    String text = token == JsonToken.VALUE_NUMBER_INT ? parser.getString() : "";
    if (text.matches("-?\\d{1,15}")) {
      return Long.parseLong(text);
    }
    parser.skipChildren();
    item.fault = "\"%s\" is no whole number of seconds; send one".formatted(name);
    return 0;
  }
}
