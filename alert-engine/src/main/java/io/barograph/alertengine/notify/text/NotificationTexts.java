package io.barograph.alertengine.notify.text;

import io.barograph.alertengine.notify.Notification;
import io.barograph.alertengine.notify.NotifyException;
import io.barograph.alertengine.template.TemplateException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes texts of notifications, and sees to it that a template that fails loses none. */
public final class NotificationTexts {
  private static final Logger logger = LoggerFactory.getLogger(NotificationTexts.class);

  private final Counter failures;

  public NotificationTexts(MeterRegistry registry) {
    this.failures =
        Counter.builder("barograph.notifications.template.failures")
            .description("Texts of notifications whose template failed")
            .register(registry);
  }

  /**
   * The text that a template makes of a notification; where it fails, what the built-in text makes
   * of it.
   *
   * @throws NotifyException if it fails and there is no built-in text for what it says, such as an
   *     address
   */
  public String expand(TextTemplate template, Notification notification) {
    try {
      return template.expand(notification);
    } catch (TemplateException e) {
      failures.increment();
      TextTemplate substitute = template.substitute();
      if (substitute == null) {
        throw NotifyException.lasting("a template failed: " + e.getMessage());
      }
      logger.warn(
          "a template of receiver \"{}\" failed, the built-in text is sent: {}",
          notification.receiver(),
          e.getMessage());
      return expand(substitute, notification);
    }
  }
}
