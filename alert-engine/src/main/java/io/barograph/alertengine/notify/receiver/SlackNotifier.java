package io.barograph.alertengine.notify.receiver;

import io.barograph.alertengine.notify.Notification;
import io.barograph.alertengine.notify.Notifier;
import io.barograph.alertengine.notify.http.HttpSender;
import io.barograph.alertengine.notify.json.JsonText;
import io.barograph.alertengine.notify.text.NotificationTexts;
import io.barograph.alertengine.notify.text.TextTemplate;
import reactor.core.publisher.Mono;

/** Posts an attachment to an incoming webhook of Slack. */
public final class SlackNotifier implements Notifier {
  private static final int TITLE_LIMIT = 1024;
  private static final int TEXT_LIMIT = 8000;

  private final HttpSender http;
  private final SlackSettings settings;
  private final NotificationTexts texts;

  public SlackNotifier(HttpSender http, SlackSettings settings, NotificationTexts texts) {
    this.http = http;
    this.settings = settings;
    this.texts = texts;
  }

  @Override
  public Mono<Void> notify(Notification notification) {
    return Mono.defer(
            () ->
                http.post(
                    settings.endpoint().uri(), settings.endpoint().headers(), body(notification)))
        .flatMap(WebhookNotifier::accept);
  }

  private String body(Notification notification) {
    Fields fields = new Fields(new JsonText().beginObject(), notification);
    fields.add("channel", settings.channel(), TITLE_LIMIT);
    fields.add("username", settings.username(), TITLE_LIMIT);
    fields.add("icon_emoji", settings.iconEmoji(), TITLE_LIMIT);
    fields.add("icon_url", settings.iconUrl(), TITLE_LIMIT);
    fields.json.beginArray("attachments").beginObject();
    fields.add("title", settings.title(), TITLE_LIMIT);
    fields.add("title_link", settings.titleLink(), TITLE_LIMIT);
    fields.add("pretext", settings.pretext(), TEXT_LIMIT);
    fields.add("text", settings.text(), TEXT_LIMIT);
    fields.add("fallback", settings.fallback(), TITLE_LIMIT);
    fields.add("footer", settings.footer(), TITLE_LIMIT);
    fields.add("color", settings.color(), TITLE_LIMIT);
    return fields
        .json
        .beginArray("mrkdwn_in")
        .value("fallback")
        .value("pretext")
        .value("text")
        .endArray()
        .endObject()
        .endArray()
        .endObject()
        .toString();
  }

  /** Leaves out what has no text. */
  private final class Fields {
    private final JsonText json;
    private final Notification notification;

    Fields(JsonText json, Notification notification) {
      this.json = json;
      this.notification = notification;
    }

    void add(String name, TextTemplate template, int limit) {
      String text = MessageText.cut(texts.expand(template, notification), limit);
      if (!text.isEmpty()) {
        json.field(name, text);
      }
    }
  }
}
