package io.barograph.alertengine.notify.receiver;

import io.barograph.alertengine.notify.Notification;
import io.barograph.alertengine.notify.Notifier;
import io.barograph.alertengine.notify.http.HttpEndpoint;
import io.barograph.alertengine.notify.http.HttpSender;
import io.barograph.alertengine.notify.json.JsonText;
import io.barograph.alertengine.notify.text.NotificationTexts;
import io.barograph.alertengine.notify.text.TextTemplate;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Writes Markdown into a group of WeCom through its robot. */
public final class WecomNotifier implements Notifier {
  private static final int LIMIT_BYTES = 4096;

  /** Too many messages, and a system that is busy. */
  private static final Set<Integer> LATER = Set.of(45009, -1);

  private final HttpSender http;
  private final HttpEndpoint endpoint;
  private final TextTemplate text;
  private final NotificationTexts texts;

  /**
   * A notifier.
   *
   * @param text template of the message
   */
  public WecomNotifier(
      HttpSender http, HttpEndpoint endpoint, TextTemplate text, NotificationTexts texts) {
    this.http = http;
    this.endpoint = endpoint;
    this.text = text;
    this.texts = texts;
  }

  @Override
  public Mono<Void> notify(Notification notification) {
    return Mono.defer(() -> http.post(endpoint.uri(), endpoint.headers(), body(notification)))
        .flatMap(reply -> RobotReply.accept(reply, "errcode", LATER));
  }

  private String body(Notification notification) {
    String content = MessageText.cutToBytes(texts.expand(text, notification), LIMIT_BYTES);
    return new JsonText()
        .beginObject()
        .field("msgtype", "markdown")
        .beginObject("markdown")
        .field("content", content)
        .endObject()
        .endObject()
        .toString();
  }
}
