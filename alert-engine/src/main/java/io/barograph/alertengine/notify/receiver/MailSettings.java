package io.barograph.alertengine.notify.receiver;

import io.barograph.alertengine.notify.Secret;
import io.barograph.alertengine.notify.text.TextTemplate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A mail server and what is sent over it.
 *
 * @param to addresses separated by commas; like subject, text, html and headers a template
 * @param port 465 means TLS from the first byte
 * @param hello the name of this machine in the greeting, or empty
 * @param user empty for no login
 * @param requireTls refuse a server that does not offer STARTTLS
 */
public record MailSettings(
    TextTemplate to,
    TextTemplate from,
    String host,
    int port,
    String hello,
    String user,
    @Nullable Secret password,
    boolean requireTls,
    Map<String, TextTemplate> headers,
    TextTemplate subject,
    TextTemplate text,
    TextTemplate html) {
  public MailSettings {
    headers = new TreeMap<>(headers);
  }
}
