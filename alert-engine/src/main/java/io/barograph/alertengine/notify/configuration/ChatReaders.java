package io.barograph.alertengine.notify.configuration;

import io.barograph.alertengine.notify.Notifier;
import io.barograph.alertengine.notify.http.HttpEndpoint;
import io.barograph.alertengine.notify.receiver.DingtalkNotifier;
import io.barograph.alertengine.notify.receiver.FeishuNotifier;
import io.barograph.alertengine.notify.receiver.NotifierParts;
import io.barograph.alertengine.notify.receiver.RobotSettings;
import io.barograph.alertengine.notify.receiver.SlackNotifier;
import io.barograph.alertengine.notify.receiver.SlackSettings;
import io.barograph.alertengine.notify.receiver.WecomNotifier;
import io.barograph.alertengine.notify.text.TextTemplate;
import io.barograph.alertengine.yaml.YamlFields;
import io.barograph.alertengine.yaml.YamlValue;
import java.util.function.Function;

/**
 * Reads {@code slack_configs}, {@code wecom_configs}, {@code dingtalk_configs}, {@code
 * feishu_configs}.
 */
final class ChatReaders {
  private final GlobalSettings global;
  private final SecretReader secrets;
  private final EndpointReader endpoints;
  private final TextReader texts;

  ChatReaders(
      GlobalSettings global, SecretReader secrets, EndpointReader endpoints, TextReader texts) {
    this.global = global;
    this.secrets = secrets;
    this.endpoints = endpoints;
    this.texts = texts;
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
            texts.take(fields, "channel"),
            texts.take(fields, "username"),
            texts.take(fields, "icon_emoji"),
            texts.take(fields, "icon_url"),
            texts.take(fields, "color", "slack.default.color"),
            texts.take(fields, "title", "slack.default.title"),
            texts.take(fields, "title_link", "slack.default.titlelink"),
            texts.take(fields, "pretext"),
            texts.take(fields, "text", "slack.default.text"),
            texts.take(fields, "fallback", "slack.default.fallback"),
            texts.take(fields, "footer"));
    return parts -> new SlackNotifier(parts.http(), settings, parts.texts());
  }

  Function<NotifierParts, Notifier> wecom(YamlFields fields, YamlValue place) {
    HttpEndpoint endpoint = endpoint(fields, place);
    TextTemplate text = texts.take(fields, "text", "wecom.default.text");
    return parts -> new WecomNotifier(parts.http(), endpoint, text, parts.texts());
  }

  Function<NotifierParts, Notifier> dingtalk(YamlFields fields, YamlValue place) {
    RobotSettings robot = robot(fields, place, "dingtalk");
    return parts -> new DingtalkNotifier(parts.http(), robot, parts.texts(), parts.clock());
  }

  Function<NotifierParts, Notifier> feishu(YamlFields fields, YamlValue place) {
    RobotSettings robot = robot(fields, place, "feishu");
    return parts -> new FeishuNotifier(parts.http(), robot, parts.texts(), parts.clock());
  }

  private RobotSettings robot(YamlFields fields, YamlValue place, String kind) {
    return new RobotSettings(
        endpoint(fields, place),
        secrets.take(fields, "secret").orElse(null),
        texts.take(fields, "title", kind + ".default.title"),
        texts.take(fields, "text", kind + ".default.text"));
  }

  private HttpEndpoint endpoint(YamlFields fields, YamlValue place) {
    return endpoints.take(fields, place, "url", null, global.authorization());
  }
}
