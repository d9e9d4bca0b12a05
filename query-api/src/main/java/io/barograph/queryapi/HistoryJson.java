package io.barograph.queryapi;

import io.barograph.promql.value.FloatFormat;
import io.barograph.storage.alerts.HistoryEntry;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** A row of the history of alerts as JSON. */
final class HistoryJson {
  private HistoryJson() {}

  static void write(JsonGenerator json, HistoryEntry entry) {
    json.writeStartObject()
        .writeNumberProperty("id", entry.id())
        .writeStringProperty("time", entry.time().toString())
        .writeStringProperty("event", entry.event().name().toLowerCase(Locale.ROOT))
        .writeStringProperty("alertname", entry.labels().valueOrEmpty("alertname"))
        .writeName("labels");
    LabelsJson.write(json, entry.labels());
    json.writeObjectPropertyStart("annotations");
    entry.annotations().forEach(json::writeStringProperty);
    json.writeEndObject()
        .writeStringProperty("value", FloatFormat.scientific(entry.value()))
        .writeStringProperty("query", entry.query())
        .writeStringProperty("activeAt", entry.activeAt().toString())
        .writeStringProperty("firedAt", entry.firedAt().toString());
    if (!entry.reason().isEmpty()) {
      json.writeStringProperty("reason", entry.reason());
    }
    json.writeStringProperty("file", entry.group().file())
        .writeStringProperty("group", entry.group().name())
        .writeEndObject();
  }
}
