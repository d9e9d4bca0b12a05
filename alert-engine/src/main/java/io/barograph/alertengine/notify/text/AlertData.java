package io.barograph.alertengine.notify.text;

import io.barograph.alertengine.notify.Alert;
import io.barograph.alertengine.template.GoTime;
import io.barograph.alertengine.template.TemplateObject;
import java.util.AbstractList;
import java.util.List;

/** An alert as templates see it: Alertmanager's fields, and the value. */
record AlertData(Alert alert) implements TemplateObject {
  @Override
  public Object field(String name) {
    return switch (name) {
      case "Status" -> alert.status();
      case "Labels" -> new LabelPairs(alert.labels().toMap());
      case "Annotations" -> new LabelPairs(alert.annotations());
      case "StartsAt" -> GoTime.utc(alert.startsAt());
      case "EndsAt" -> alert.endsAt() == null ? GoTime.ZERO : GoTime.utc(alert.endsAt());
      case "GeneratorURL" -> alert.generatorUrl();
      case "Fingerprint" -> alert.fingerprint();
      case "Value" -> alert.value();
      default ->
          throw new IllegalArgumentException(
              "can't evaluate field " + name + " in type template.Alert");
    };
  }

  /** Some alerts, and those of them that fire or are resolved. */
  static final class Alerts extends AbstractList<Object> implements TemplateObject {
    private final List<Alert> alerts;

    Alerts(List<Alert> alerts) {
      this.alerts = alerts;
    }

    @Override
    public Object get(int index) {
      return new AlertData(alerts.get(index));
    }

    @Override
    public int size() {
      return alerts.size();
    }

    @Override
    public Object field(String name) {
      return switch (name) {
        case "Firing" -> new Alerts(alerts.stream().filter(alert -> !alert.resolved()).toList());
        case "Resolved" -> new Alerts(alerts.stream().filter(Alert::resolved).toList());
        default ->
            throw new IllegalArgumentException(
                "can't evaluate field " + name + " in type template.Alerts");
      };
    }
  }
}
