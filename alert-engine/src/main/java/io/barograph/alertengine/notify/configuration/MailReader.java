package io.barograph.alertengine.notify.configuration;

import io.barograph.alertengine.notify.Notifier;
import io.barograph.alertengine.notify.Secret;
import io.barograph.alertengine.notify.receiver.MailNotifier;
import io.barograph.alertengine.notify.receiver.MailSettings;
import io.barograph.alertengine.notify.receiver.NotifierParts;
import io.barograph.alertengine.notify.text.BuiltInTexts;
import io.barograph.alertengine.notify.text.TextTemplate;
import io.barograph.alertengine.yaml.YamlFields;
import io.barograph.alertengine.yaml.YamlValue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code email_configs}. */
final class MailReader {
  private static final Duration EXCHANGE_TIMEOUT = Duration.ofSeconds(10);
  private static final int HIGHEST_PORT = 65_535;

  private final GlobalSettings global;
  private final SecretReader secrets;
  private final TextReader texts;

  MailReader(GlobalSettings global, SecretReader secrets, TextReader texts) {
    this.global = global;
    this.secrets = secrets;
    this.texts = texts;
  }

  Function<NotifierParts, Notifier> take(YamlFields fields, YamlValue place) {
    fields.refuse("tls_config", "not built in; certificates are checked against those of Java");
    fields.refuse("auth_secret", "CRAM-MD5 is not built in; use auth_password");
    fields.refuse("auth_secret_file", "CRAM-MD5 is not built in; use auth_password_file");
    fields.take("auth_identity").ifPresent(YamlValue::text);
    TextTemplate to = required(fields.take("to"), "to", null, place);
    TextTemplate from = required(fields.take("from"), "from", global.smtpFrom(), place);
    Address server = server(fields.take("smarthost"), place);
    @Nullable Secret password = secrets.take(fields, "auth_password").orElse(global.smtpPassword());
    Map<String, TextTemplate> headers = new TreeMap<>();
    fields
        .take("headers")
        .ifPresent(
            value ->
                value
                    .fields()
                    .takeRest()
                    .forEach((name, text) -> headers.put(name, texts.read(text))));
    TextTemplate subject =
        Optional.ofNullable(take(headers, "subject"))
            .orElseGet(() -> BuiltInTexts.template("email.default.subject"));
    MailSettings settings =
        new MailSettings(
            to,
            from,
            server.host,
            server.port,
            fields.take("hello", YamlValue::text, global.smtpHello()),
            fields.take("auth_username", YamlValue::text, global.smtpUser()),
            password,
            fields.take("require_tls", YamlValue::flag, global.smtpRequireTls()),
            headers,
            subject,
            texts.take(fields, "text", "email.default.text"),
            texts.takeHtml(fields, "html", "email.default.html"));
    return parts -> new MailNotifier(settings, EXCHANGE_TIMEOUT, parts.texts(), parts.clock());
  }

  /** Names of headers do not care for capitals. */
  private static @Nullable TextTemplate take(Map<String, TextTemplate> headers, String name) {
    for (String key : headers.keySet()) {
      if (key.equalsIgnoreCase(name)) {
        return headers.remove(key);
      }
    }
    return null;
  }

  private TextTemplate required(
      Optional<YamlValue> value, String name, @Nullable YamlValue otherwise, YamlValue place) {
    TextTemplate text =
        value.or(() -> Optional.ofNullable(otherwise)).map(texts::read).orElse(TextTemplate.NONE);
    if (text.isEmpty()) {
      throw place.wrong("field \"%s\" is missing, and \"global\" has none".formatted(name));
    }
    return text;
  }

  private record Address(String host, int port) {}

  private Address server(Optional<YamlValue> own, YamlValue place) {
    String text = own.map(YamlValue::text).orElse(global.smtpSmarthost());
    if (text.isEmpty()) {
      throw place.wrong("field \"smarthost\" is missing, and \"global\" has none");
    }
    int colon = text.lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0 && port > 0 && port <= HIGHEST_PORT) {
        return new Address(text.substring(0, colon), port);
      }
    } catch (NumberFormatException e) {
      // Complained of below, like a port out of range.
    }
    throw own.orElse(place).wrong("smarthost \"%s\" is not host:port".formatted(text));
  }
}
