package io.barograph.alertengine.notify.alertmanager;

import io.barograph.alertengine.notify.Alert;
import io.barograph.alertengine.notify.json.JsonText;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Alerts as {@code POST /api/v2/alerts} of an Alertmanager takes them. */
final class AlertmanagerJson {
  private AlertmanagerJson() {}

  /**
   * The document.
   *
   * @param validUntil when an alert that fires is over unless it comes again
   */
  static String write(List<Alert> alerts, Instant validUntil) {
    JsonText json = new JsonText().beginArray();
    for (Alert alert : alerts) {
      json.beginObject()
          .field("labels", alert.labels().toMap())
          .field("annotations", alert.annotations())
          .field("startsAt", alert.startsAt().toString())
          .field("endsAt", Objects.requireNonNullElse(alert.endsAt(), validUntil).toString())
          .field("generatorURL", alert.generatorUrl())
          .endObject();
    }
    return json.endArray().toString();
  }
}
