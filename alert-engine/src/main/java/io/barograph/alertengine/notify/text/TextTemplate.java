package io.barograph.alertengine.notify.text;

import io.barograph.alertengine.notify.Notification;
import io.barograph.alertengine.template.Template;
import io.barograph.alertengine.template.TemplateException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A text with gaps that a notification fills. Made by {@link TextTemplates}. */
public final class TextTemplate {
  /** Always the empty text. */
  public static final TextTemplate NONE =
      new TextTemplate("", Template.parse("", "", Map.of()), false, null);

  private final String source;
  private final Template template;
  private final boolean html;
  private final @Nullable TextTemplate substitute;

  TextTemplate(String source, Template template, boolean html, @Nullable TextTemplate substitute) {
    this.source = source;
    this.template = template;
    this.html = html;
    this.substitute = substitute;
  }

  /** The same, which a built-in text stands in for where it fails. */
  TextTemplate orElse(TextTemplate other) {
    return new TextTemplate(source, template, html, other);
  }

  /** The same, which makes HTML: what it prints of a notification is escaped. */
  TextTemplate asHtml() {
    return new TextTemplate(source, template, true, substitute);
  }

  /** Whether nothing was written. */
  public boolean isEmpty() {
    return source.isEmpty();
  }

  @Nullable TextTemplate substitute() {
    return substitute;
  }

  /**
   * The text for a notification.
   *
   * @throws TemplateException if it cannot be made
   */
  String expand(Notification notification) {
    NotificationData data = new NotificationData(notification);
    return html ? template.expandHtml(data) : template.expand(data);
  }

  @Override
  public String toString() {
    return source;
  }
}
