package io.barograph.alertengine.notify.receiver;

import io.barograph.alertengine.notify.Notification;

/** Makes texts of notifications. */
@FunctionalInterface
public interface NotificationTexts {
  /**
   * The text that {@code template} makes of the notification.
   *
   * @throws io.barograph.alertengine.notify.NotifyException if the template fails
   */
  String expand(String template, Notification notification);
}
