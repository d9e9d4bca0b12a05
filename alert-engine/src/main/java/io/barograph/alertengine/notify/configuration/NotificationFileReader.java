package io.barograph.alertengine.notify.configuration;

import io.barograph.alertengine.notify.Secret;
import io.barograph.alertengine.notify.http.HttpEndpoint;
import io.barograph.alertengine.notify.http.HttpEndpoint.Authorization;
import io.barograph.alertengine.notify.route.InhibitionRule;
import io.barograph.alertengine.notify.route.Route;
import io.barograph.alertengine.notify.text.TextTemplates;
import io.barograph.alertengine.yaml.YamlDocument;
import io.barograph.alertengine.yaml.YamlException;
import io.barograph.alertengine.yaml.YamlFields;
import io.barograph.alertengine.yaml.YamlValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads a file in the format of Alertmanager's configuration, with a list of Alertmanagers. */
public final class NotificationFileReader {
  private static final Duration ALERTMANAGER_TIMEOUT = Duration.ofSeconds(10);
  private static final String API_PATH = "/api/v2/alerts";

  /** Settings of Alertmanager's own kinds of receivers, which say nothing to ours. */
  private static final List<String> GLOBALS_OF_OTHERS =
      List.of(
          "pagerduty_url",
          "opsgenie_api_url",
          "opsgenie_api_key",
          "wechat_api_url",
          "wechat_api_secret",
          "wechat_api_corp_id",
          "victorops_api_url",
          "victorops_api_key",
          "telegram_api_url",
          "webex_api_url",
          "resolve_timeout");

  private final Path directory;
  private final InstantSource clock;
  private final SecretReader secrets;
  private final EndpointReader endpoints;

  private NotificationFileReader(
      Path directory, UnaryOperator<@Nullable String> environment, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
    this.secrets = new SecretReader(directory, environment);
    this.endpoints = new EndpointReader(secrets);
  }

  /**
   * Reads a file.
   *
   * @param path for messages, and for what it names relative to itself
   * @param environment the value of a variable, or null
   * @param clock for templates that ask how long something has lasted
   * @throws YamlException with file, line and column of the first thing that is wrong
   */
  public static NotificationFile read(
      Path path, String text, UnaryOperator<@Nullable String> environment, InstantSource clock) {
    Path parent = path.toAbsolutePath().getParent();
    Path directory = parent == null ? path : parent;
    Optional<YamlValue> root = YamlDocument.read(path.toString(), text);
    return root.map(value -> new NotificationFileReader(directory, environment, clock).file(value))
        .orElse(NotificationFile.EMPTY);
  }

  private NotificationFile file(YamlValue document) {
    YamlFields fields = document.fields();
    for (String name : List.of("mute_time_intervals", "time_intervals")) {
      fields.refuse(name, "not built in; use silences, or forward to an Alertmanager");
    }
    GlobalSettings global = fields.take("global").map(this::global).orElse(GlobalSettings.NONE);
    TemplateFiles templates = TemplateFiles.take(fields, directory, TextTemplates.builtIn(clock));
    Map<String, List<IntegrationSettings>> receivers =
        receivers(fields, global, new TextReader(templates.templates()));
    Optional<YamlValue> route = fields.take("route");
    if (route.isEmpty() && !receivers.isEmpty()) {
      throw document.wrong("there are receivers and no \"route\" that leads to them");
    }
    @Nullable Route root = route.map(new RouteReader(receivers.keySet())::root).orElse(null);
    List<InhibitionRule> inhibition =
        items(fields, "inhibit_rules").stream().map(RouteReader::inhibitionRule).toList();
    List<AlertmanagerSettings> alertmanagers = new ArrayList<>();
    items(fields, "alertmanagers").forEach(each -> alertmanagers.addAll(alertmanagers(each)));
    fields.end();
    return new NotificationFile(root, receivers, inhibition, alertmanagers, templates::haveChanged);
  }

  private static List<YamlValue> items(YamlFields fields, String name) {
    return fields.take(name).map(YamlValue::items).orElse(List.of());
  }

  private GlobalSettings global(YamlValue value) {
    YamlFields fields = value.fields();
    GLOBALS_OF_OTHERS.forEach(fields::take);
    fields.refuse("smtp_auth_secret", "CRAM-MD5 is not built in; use smtp_auth_password");
    fields.take("smtp_auth_identity");
    @Nullable Authorization authorization =
        fields.take("http_config").map(endpoints::authorization).orElse(null);
    @Nullable Secret password = secrets.take(fields, "smtp_auth_password").orElse(null);
    @Nullable Secret slackUrl = secrets.take(fields, "slack_api_url").orElse(null);
    GlobalSettings settings =
        new GlobalSettings(
            fields.take("smtp_from").orElse(null),
            fields.take("smtp_smarthost", YamlValue::text, ""),
            fields.take("smtp_hello", YamlValue::text, GlobalSettings.NONE.smtpHello()),
            fields.take("smtp_auth_username", YamlValue::text, ""),
            password,
            fields.take("smtp_require_tls", YamlValue::flag, true),
            slackUrl,
            authorization);
    fields.end();
    return settings;
  }

  private Map<String, List<IntegrationSettings>> receivers(
      YamlFields fields, GlobalSettings global, TextReader texts) {
    ReceiverReader reader = new ReceiverReader(global, secrets, texts);
    Map<String, List<IntegrationSettings>> receivers = new LinkedHashMap<>();
    for (YamlValue value : items(fields, "receivers")) {
      YamlFields receiver = value.fields();
      YamlValue name =
          receiver.take("name").orElseThrow(() -> value.wrong("the receiver has no name"));
      List<IntegrationSettings> integrations = reader.take(receiver);
      receiver.end();
      if (receivers.put(name.text(), integrations) != null) {
        throw name.wrong("receiver \"" + name.text() + "\" comes twice");
      }
    }
    return receivers;
  }

  private List<AlertmanagerSettings> alertmanagers(YamlValue value) {
    YamlFields fields = value.fields();
    String prefix = fields.take("path_prefix", YamlValue::text, "");
    Duration timeout = fields.take("timeout", YamlValue::duration, ALERTMANAGER_TIMEOUT);
    @Nullable Authorization authorization = endpoints.takeAuthorization(fields);
    List<AlertmanagerSettings> found = new ArrayList<>();
    List<YamlValue> urls = items(fields, "urls");
    if (urls.isEmpty()) {
      throw value.wrong("field \"urls\" is missing or empty");
    }
    for (YamlValue url : urls) {
      URI uri = url(url, prefix);
      found.add(
          new AlertmanagerSettings(
              uri, new HttpEndpoint(Secret.of(uri.toString()), authorization), timeout));
    }
    fields.end();
    return found;
  }

  private static URI url(YamlValue value, String prefix) {
    try {
      URI uri = new URI(stripSlash(value.text()) + stripSlash(prefix) + API_PATH);
      if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
        throw value.wrong("\"" + value.text() + "\" is not a URL of http or https");
      }
      if (uri.getUserInfo() != null) {
        throw value.wrong("the URL has a user; use basic_auth, which is not shown to anybody");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw value.wrong("\"" + value.text() + "\" is not a URL");
    }
  }

  private static String stripSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
