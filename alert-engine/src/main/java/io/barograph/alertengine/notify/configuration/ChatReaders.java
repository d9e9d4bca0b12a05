package io.barograph.alertengine.notify.configuration;

import io.barograph.alertengine.notify.Notifier;
import io.barograph.alertengine.notify.Secret;
import io.barograph.alertengine.notify.http.HttpEndpoint;
import io.barograph.alertengine.notify.receiver.DingtalkNotifier;
import io.barograph.alertengine.notify.receiver.FeishuNotifier;
import io.barograph.alertengine.notify.receiver.NotifierParts;
import io.barograph.alertengine.notify.receiver.SlackNotifier;
import io.barograph.alertengine.notify.receiver.SlackSettings;
import io.barograph.alertengine.notify.receiver.WecomNotifier;
import io.barograph.alertengine.yaml.YamlFields;
import io.barograph.alertengine.yaml.YamlValue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code slack_configs}, {@code wecom_configs}, {@code dingtalk_configs}, {@code
 * feishu_configs}.
 */
final class ChatReaders {
  private final GlobalSettings global;
  private final SecretReader secrets;
  private final EndpointReader endpoints;

  ChatReaders(GlobalSettings global, SecretReader secrets, EndpointReader endpoints) {
    this.global = global;
    this.secrets = secrets;
    this.endpoints = endpoints;
  }

  Function<NotifierParts, Notifier> slack(YamlFields fields, YamlValue place) {
    for (String name :
        new String[] {"actions", "fields", "callback_id", "image_url", "thumb_url"}) {
      fields.refuse(name, "not built in");
    }
    fields.take("short_fields", YamlValue::flag, false);
    fields.take("link_names", YamlValue::flag, false);
    fields.take("mrkdwn_in").ifPresent(YamlValue::items);
    HttpEndpoint endpoint =
        endpoints.take(fields, place, "api_url", global.slackUrl(), global.authorization());
    SlackSettings settings =
        new SlackSettings(
            endpoint,
            TextReader.take(fields, "channel"),
            TextReader.take(fields, "username"),
            TextReader.take(fields, "icon_emoji"),
            TextReader.take(fields, "icon_url"),
            TextReader.take(fields, "color", "slack.default.color"),
            TextReader.take(fields, "title", "slack.default.title"),
            TextReader.take(fields, "title_link", "slack.default.titlelink"),
            TextReader.take(fields, "pretext"),
            TextReader.take(fields, "text", "slack.default.text"),
            TextReader.take(fields, "fallback", "slack.default.fallback"),
            TextReader.take(fields, "footer"));
    return parts -> new SlackNotifier(parts.http(), settings, parts.texts());
  }

  Function<NotifierParts, Notifier> wecom(YamlFields fields, YamlValue place) {
    HttpEndpoint endpoint = endpoint(fields, place);
    String text = TextReader.take(fields, "text", "wecom.default.text");
    return parts -> new WecomNotifier(parts.http(), endpoint, text, parts.texts());
  }

  Function<NotifierParts, Notifier> dingtalk(YamlFields fields, YamlValue place) {
    HttpEndpoint endpoint = endpoint(fields, place);
    @Nullable Secret secret = secrets.take(fields, "secret").orElse(null);
    String title = TextReader.take(fields, "title", "dingtalk.default.title");
    String text = TextReader.take(fields, "text", "dingtalk.default.text");
    return parts ->
        new DingtalkNotifier(
            parts.http(), endpoint, secret, title, text, parts.texts(), parts.clock());
  }

  Function<NotifierParts, Notifier> feishu(YamlFields fields, YamlValue place) {
    HttpEndpoint endpoint = endpoint(fields, place);
    @Nullable Secret secret = secrets.take(fields, "secret").orElse(null);
    String title = TextReader.take(fields, "title", "feishu.default.title");
    String text = TextReader.take(fields, "text", "feishu.default.text");
    return parts ->
        new FeishuNotifier(
            parts.http(), endpoint, secret, title, text, parts.texts(), parts.clock());
  }

  private HttpEndpoint endpoint(YamlFields fields, YamlValue place) {
    return endpoints.take(fields, place, "url", null, global.authorization());
  }
}
