package io.barograph.queryapi;

import io.barograph.model.LabelMatcher;
import io.barograph.model.MatchType;
import io.barograph.storage.alerts.Silence;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/** A silence as JSON. */
final class SilenceJson {
  private SilenceJson() {}

  static void write(JsonGenerator json, Silence silence, Instant now) {
    json.writeStartObject()
        .writeStringProperty("id", silence.id().toString())
        .writeObjectPropertyStart("status")
        .writeStringProperty("state", silence.stateAt(now).text())
        .writeEndObject()
        .writeStringProperty("updatedAt", silence.updatedAt().toString())
        .writeStringProperty("comment", silence.comment())
        .writeStringProperty("createdBy", silence.createdBy())
        .writeStringProperty("endsAt", silence.endsAt().toString())
        .writeArrayPropertyStart("matchers");
    silence.matchers().forEach(matcher -> write(json, matcher));
    json.writeEndArray()
        .writeStringProperty("startsAt", silence.startsAt().toString())
        .writeEndObject();
  }

  private static void write(JsonGenerator json, LabelMatcher matcher) {
    MatchType type = matcher.type();
    json.writeStartObject()
        .writeBooleanProperty("isEqual", type == MatchType.EQUAL || type == MatchType.REGEX)
        .writeBooleanProperty("isRegex", type == MatchType.REGEX || type == MatchType.NOT_REGEX)
        .writeStringProperty("name", matcher.name())
        .writeStringProperty("value", matcher.value())
        .writeEndObject();
  }
}
