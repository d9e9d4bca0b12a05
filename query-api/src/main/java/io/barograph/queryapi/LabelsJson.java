package io.barograph.queryapi;

import io.barograph.model.Labels;
import tools.jackson.core.JsonGenerator;

/** Label sets as JSON objects. */
final class LabelsJson {
  private LabelsJson() {}

  static void write(JsonGenerator json, Labels labels) {
    json.writeStartObject();
    for (int i = 0; i < labels.size(); i++) {
      json.writeStringProperty(labels.name(i), labels.value(i));
    }
    json.writeEndObject();
  }
}
