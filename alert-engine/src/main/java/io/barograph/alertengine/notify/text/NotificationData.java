package io.barograph.alertengine.notify.text;

import io.barograph.alertengine.notify.Notification;
import io.barograph.alertengine.template.TemplateObject;

/** A notification as templates see it, with Alertmanager's fields. */
record NotificationData(Notification notification) implements TemplateObject {
  @Override
  public Object field(String name) {
    return switch (name) {
      case "Receiver" -> notification.receiver();
      case "Status" -> notification.status();
      case "Alerts" -> new AlertData.Alerts(notification.alerts());
      case "GroupLabels" -> new LabelPairs(notification.groupLabels().toMap());
      case "CommonLabels" -> new LabelPairs(notification.commonLabels().toMap());
      case "CommonAnnotations" -> new LabelPairs(notification.commonAnnotations());
      case "ExternalURL" -> notification.externalUrl().toString();
      default ->
          throw new IllegalArgumentException(
              "can't evaluate field " + name + " in type *template.Data");
    };
  }
}
