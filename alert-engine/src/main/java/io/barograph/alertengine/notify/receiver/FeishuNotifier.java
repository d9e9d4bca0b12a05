package io.barograph.alertengine.notify.receiver;

import io.barograph.alertengine.notify.Notification;
import io.barograph.alertengine.notify.Notifier;
import io.barograph.alertengine.notify.Secret;
import io.barograph.alertengine.notify.http.HttpEndpoint;
import io.barograph.alertengine.notify.http.HttpSender;
import io.barograph.alertengine.notify.json.JsonText;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Puts a card into a group of Feishu (Lark) through its robot. */
public final class FeishuNotifier implements Notifier {
  /** Of the whole request 20 KB are allowed; escapes and the frame of the card need some. */
  private static final int LIMIT_BYTES = 15_000;

  private static final int TITLE_LIMIT = 500;

  /** Too many messages. */
  private static final Set<Integer> LATER = Set.of(9499, 11232);

  private final HttpSender http;
  private final HttpEndpoint endpoint;
  private final @Nullable Secret secret;
  private final String title;
  private final String text;
  private final NotificationTexts texts;
  private final InstantSource clock;

  /**
   * A notifier.
   *
   * @param secret signs requests, if the robot wants it
   * @param title template of the head of the card
   * @param text template of the message
   */
  public FeishuNotifier(
      HttpSender http,
      HttpEndpoint endpoint,
      @Nullable Secret secret,
      String title,
      String text,
      NotificationTexts texts,
      InstantSource clock) {
    this.http = http;
    this.endpoint = endpoint;
    this.secret = secret;
    this.title = title;
    this.text = text;
    this.texts = texts;
    this.clock = clock;
  }

  @Override
  public Mono<Void> notify(Notification notification) {
    return Mono.defer(() -> http.post(endpoint.uri(), endpoint.headers(), body(notification)))
        .flatMap(reply -> RobotReply.accept(reply, "code", LATER));
  }

  private String body(Notification notification) {
    JsonText json = new JsonText().beginObject();
    if (secret != null) {
      long seconds = clock.instant().getEpochSecond();
      json.field("timestamp", Long.toString(seconds))
          .field("sign", RobotSignature.of(seconds + "\n" + secret.value(), ""));
    }
    String content = MessageText.cutToBytes(texts.expand(text, notification), LIMIT_BYTES);
    return json.field("msg_type", "interactive")
        .beginObject("card")
        .beginObject("header")
        .beginObject("title")
        .field("tag", "plain_text")
        .field("content", MessageText.cut(texts.expand(title, notification), TITLE_LIMIT))
        .endObject()
        .field("template", notification.firing().isEmpty() ? "green" : "red")
        .endObject()
        .beginArray("elements")
        .beginObject()
        .field("tag", "markdown")
        .field("content", content)
        .endObject()
        .endArray()
        .endObject()
        .endObject()
        .toString();
  }
}
