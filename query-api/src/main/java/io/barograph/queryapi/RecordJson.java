package io.barograph.queryapi;

import io.barograph.storage.records.Event;
import io.barograph.storage.records.ExceptionEntry;
import io.barograph.storage.records.ExceptionGroup;
import io.barograph.storage.records.RecordEntry;
import io.barograph.storage.records.RecordHead;
import io.barograph.storage.records.Transaction;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Records and groups of exceptions as JSON. */
final class RecordJson {
  private RecordJson() {}

  static void write(JsonGenerator json, RecordEntry entry) {
    RecordHead head = entry.head();
    json.writeStartObject()
        .writeStringProperty("id", head.id().toString())
        .writeStringProperty("time", head.time().toString())
        .writeStringProperty("bucket", head.bucket())
        .writeStringProperty("host", head.process().host())
        .writeStringProperty("job", head.process().job())
        .writeStringProperty("instance", head.process().instance());
    switch (entry) {
      case Transaction one -> own(json, one);
      case ExceptionEntry one -> own(json, one);
      case Event one ->
          json.writeStringProperty("kind", one.kind())
              .writeStringProperty("message", one.message());
    }
    json.writeObjectPropertyStart("attributes");
    head.attributes().forEach(json::writeStringProperty);
    json.writeEndObject().writeBooleanProperty("truncated", head.truncated()).writeEndObject();
  }

  private static void own(JsonGenerator json, Transaction one) {
    json.writeNumberProperty("duration_seconds", one.durationSeconds())
        .writeStringProperty("method", one.method())
        .writeStringProperty("route", one.route())
        .writeNumberProperty("status", one.status())
        .writeStringProperty("path", one.path())
        .writeStringProperty("client_address", one.clientAddress())
        .writeNumberProperty("request_bytes", one.requestBytes())
        .writeNumberProperty("response_bytes", one.responseBytes())
        .writeStringProperty("trace_id", one.traceId());
  }

  private static void own(JsonGenerator json, ExceptionEntry one) {
    json.writeStringProperty("group", one.group().id())
        .writeStringProperty("type", one.type())
        .writeStringProperty("message", one.message())
        .writeStringProperty("stack", one.stack())
        .writeStringProperty("origin", one.origin())
        .writeStringProperty("method", one.method())
        .writeStringProperty("route", one.route())
        .writeNumberProperty("occurrences", one.occurrences());
  }

  static void write(JsonGenerator json, ExceptionGroup group) {
    json.writeStartObject()
        .writeStringProperty("id", group.id())
        .writeStringProperty("job", group.job())
        .writeStringProperty("type", group.type())
        .writeStringProperty("message", group.message())
        .writeStringProperty("first_seen", group.firstSeen().toString())
        .writeStringProperty("last_seen", group.lastSeen().toString())
        .writeNumberProperty("count", group.count());
    texts(json, "hosts", group.hosts());
    texts(json, "buckets", group.buckets());
    json.writeStringProperty("state", group.state().text())
        .writeStringProperty("state_since", group.stateSince().toString())
        .writeStringProperty("changed_by", group.changedBy())
        .writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
