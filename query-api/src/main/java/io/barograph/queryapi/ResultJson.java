package io.barograph.queryapi;

import io.barograph.promql.value.FloatFormat;
import io.barograph.promql.value.InstantVector;
import io.barograph.promql.value.Matrix;
import io.barograph.promql.value.QueryValue;
import io.barograph.promql.value.Scalar;
import io.barograph.promql.value.StringValue;
import io.barograph.promql.value.VectorElement;
import io.barograph.storage.Series;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The value of a query as JSON, one part a series. */
final class ResultJson {
  private ResultJson() {}

  /** Parts that write {@code {"resultType":…,"result":…}} and then what {@code last} writes. */
  static List<JsonPart> parts(QueryValue value, JsonPart last) {
    List<JsonPart> parts = new ArrayList<>();
    parts.add(
        json ->
            json.writeStartObject()
                .writeStringProperty("resultType", value.type().text())
                .writeName("result"));
    switch (value) {
      case Scalar scalar ->
          parts.add(
              json -> writePair(json, scalar.timestamp(), FloatFormat.sample(scalar.value())));
      case StringValue string ->
          parts.add(json -> writePair(json, string.timestamp(), string.value()));
      case InstantVector vector ->
          addArray(parts, vector.elements().stream().map(ResultJson::element).toList());
      case Matrix matrix ->
          addArray(parts, matrix.series().stream().map(ResultJson::series).toList());
    }
    parts.add(
        json -> {
          last.writeTo(json);
          json.writeEndObject();
        });
    return parts;
  }

  private static void addArray(List<JsonPart> parts, List<JsonPart> items) {
    parts.add(JsonGenerator::writeStartArray);
    parts.addAll(items);
    parts.add(JsonGenerator::writeEndArray);
  }

  private static JsonPart element(VectorElement element) {
    return json -> {
      json.writeStartObject().writeName("metric");
      LabelsJson.write(json, element.labels());
      json.writeName("value");
      writePair(json, element.timestamp(), FloatFormat.sample(element.value()));
      json.writeEndObject();
    };
  }

  private static JsonPart series(Series series) {
    return json -> {
      json.writeStartObject().writeName("metric");
      LabelsJson.write(json, series.labels());
      json.writeArrayPropertyStart("values");
      for (int i = 0; i < series.size(); i++) {
        writePair(json, series.timestamps()[i], FloatFormat.sample(series.values()[i]));
      }
      json.writeEndArray().writeEndObject();
    };
  }

  private static void writePair(JsonGenerator json, long timestamp, String value) {
    json.writeStartArray()
        .writeRawValue(TimeText.seconds(timestamp))
        .writeString(value)
        .writeEndArray();
  }
}
