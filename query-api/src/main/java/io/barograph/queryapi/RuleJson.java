package io.barograph.queryapi;

import io.barograph.promql.value.FloatFormat;
import io.barograph.storage.rules.AlertStatus;
import io.barograph.storage.rules.RuleEvaluation;
import io.barograph.storage.rules.RuleGroupStatus;
import io.barograph.storage.rules.RuleStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Rules and alerts as JSON; durations are seconds. */
final class RuleJson {
  private RuleJson() {}

  static void group(JsonGenerator json, RuleGroupStatus group, boolean withAlerts) {
    json.writeStartObject()
        .writeStringProperty("name", group.name())
        .writeStringProperty("file", group.file())
        .writeArrayPropertyStart("rules");
    group.rules().forEach(rule -> rule(json, rule, withAlerts));
    json.writeEndArray();
    seconds(json, "interval", group.interval());
    json.writeNumberProperty("limit", group.limit());
    seconds(json, "evaluationTime", group.last().duration());
    json.writeStringProperty("lastEvaluation", group.last().at().toString()).writeEndObject();
  }

  private static void rule(JsonGenerator json, RuleStatus rule, boolean withAlerts) {
    json.writeStartObject();
    if (rule instanceof RuleStatus.Alerting alerting) {
      json.writeStringProperty("state", alerting.state().text());
    }
    json.writeStringProperty("name", rule.name()).writeStringProperty("query", rule.query());
    json.writeName("labels");
    LabelsJson.write(json, rule.labels());
    switch (rule) {
      case RuleStatus.Recording _ -> json.writeStringProperty("type", "recording");
      case RuleStatus.Alerting alerting -> alerting(json, alerting, withAlerts);
    }
    evaluation(json, rule.last());
    json.writeEndObject();
  }

  private static void alerting(JsonGenerator json, RuleStatus.Alerting rule, boolean withAlerts) {
    seconds(json, "duration", rule.holdDuration());
    seconds(json, "keepFiringFor", rule.keepFiringFor());
    annotations(json, rule.annotations());
    if (withAlerts) {
      json.writeArrayPropertyStart("alerts");
      rule.alerts().forEach(alert -> alert(json, alert));
      json.writeEndArray();
    }
    json.writeStringProperty("type", "alerting");
  }

  private static void evaluation(JsonGenerator json, RuleEvaluation last) {
    json.writeStringProperty("health", last.health().text());
    if (!last.lastError().isEmpty()) {
      json.writeStringProperty("lastError", last.lastError());
    }
    seconds(json, "evaluationTime", last.duration());
    json.writeStringProperty("lastEvaluation", last.at().toString());
  }

  static void alert(JsonGenerator json, AlertStatus alert) {
    json.writeStartObject().writeName("labels");
    LabelsJson.write(json, alert.labels());
    annotations(json, alert.annotations());
    json.writeStringProperty("state", alert.state().text())
        .writeStringProperty("activeAt", alert.activeAt().toString());
    if (alert.keepFiringSince() != null) {
      json.writeStringProperty("keepFiringSince", alert.keepFiringSince().toString());
    }
    json.writeStringProperty("value", FloatFormat.scientific(alert.value())).writeEndObject();
  }

  private static void annotations(JsonGenerator json, Map<String, String> annotations) {
    json.writeObjectPropertyStart("annotations");
    annotations.forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  private static void seconds(JsonGenerator json, String name, Duration duration) {
    json.writeName(name);
    json.writeNumber(
        BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString());
  }
}
