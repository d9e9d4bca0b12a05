package io.barograph.alertengine.notify.configuration;

import io.barograph.alertengine.notify.Notifier;
import io.barograph.alertengine.notify.http.HttpEndpoint;
import io.barograph.alertengine.notify.receiver.NotifierParts;
import io.barograph.alertengine.notify.receiver.WebhookNotifier;
import io.barograph.alertengine.yaml.YamlFields;
import io.barograph.alertengine.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the integrations of one receiver. */
final class ReceiverReader {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /** Alertmanager does not tell them of ends unless it is asked to. */
  private static final List<String> QUIET_ABOUT_ENDS = List.of("email", "slack");

  private static final List<String> NOT_BUILT_IN =
      List.of(
          "pagerduty_configs",
          "opsgenie_configs",
          "pushover_configs",
          "victorops_configs",
          "sns_configs",
          "telegram_configs",
          "discord_configs",
          "webex_configs",
          "wechat_configs",
          "msteams_configs",
          "msteamsv2_configs",
          "jira_configs",
          "rocketchat_configs");

  private final GlobalSettings global;
  private final EndpointReader endpoints;
  private final Map<String, NotifierReader> kinds = new LinkedHashMap<>();

  ReceiverReader(GlobalSettings global, SecretReader secrets, TextReader texts) {
    this.global = global;
    this.endpoints = new EndpointReader(secrets);
    ChatReaders chats = new ChatReaders(global, secrets, endpoints, texts);
    kinds.put("webhook", this::webhook);
    kinds.put("email", new MailReader(global, secrets, texts)::take);
    kinds.put("slack", chats::slack);
    kinds.put("wecom", chats::wecom);
    kinds.put("dingtalk", chats::dingtalk);
    kinds.put("feishu", chats::feishu);
  }

  /** Takes all lists of integrations out of a receiver. */
  List<IntegrationSettings> take(YamlFields receiver) {
    for (String name : NOT_BUILT_IN) {
      receiver.refuse(name, "not built in; use a webhook, or forward to an Alertmanager");
    }
    List<IntegrationSettings> found = new ArrayList<>();
    kinds.forEach(
        (kind, reader) -> {
          List<YamlValue> configs =
              receiver.take(kind + "_configs").map(YamlValue::items).orElse(List.of());
          for (int i = 0; i < configs.size(); i++) {
            found.add(integration(kind, i, reader, configs.get(i)));
          }
        });
    return found;
  }

  private static IntegrationSettings integration(
      String kind, int place, NotifierReader reader, YamlValue config) {
    YamlFields fields = config.fields();
    boolean tellsEnds =
        fields.take("send_resolved", YamlValue::flag, !QUIET_ABOUT_ENDS.contains(kind));
    Duration timeout = fields.take("timeout", YamlValue::duration, Duration.ZERO);
    Function<NotifierParts, Notifier> notifier = reader.take(fields, config);
    fields.end();
    return new IntegrationSettings(
        kind + "/" + place, tellsEnds, timeout.isZero() ? DEFAULT_TIMEOUT : timeout, notifier);
  }

  private Function<NotifierParts, Notifier> webhook(YamlFields fields, YamlValue place) {
    int maxAlerts = fields.take("max_alerts", YamlValue::count, 0);
    HttpEndpoint endpoint = endpoints.take(fields, place, "url", null, global.authorization());
    return parts -> new WebhookNotifier(parts.http(), endpoint, maxAlerts);
  }
}
