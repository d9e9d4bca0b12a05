package io.barograph.alertengine.notify.receiver;

import io.barograph.alertengine.notify.Notification;
import io.barograph.alertengine.notify.Notifier;
import io.barograph.alertengine.notify.http.HttpSender;
import io.barograph.alertengine.notify.json.JsonText;
import io.barograph.alertengine.notify.text.NotificationTexts;
import java.time.InstantSource;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Puts a card into a group of Feishu (Lark) through its robot. */
public final class FeishuNotifier implements Notifier {
  /** Of the whole request 20 KB are allowed; escapes and the frame of the card need some. */
  private static final int LIMIT_BYTES = 15_000;

  private static final int TITLE_LIMIT = 500;

  /** Too many messages. */
  private static final Set<Integer> LATER = Set.of(9499, 11232);

  private final HttpSender http;
  private final RobotSettings robot;
  private final NotificationTexts texts;
  private final InstantSource clock;

  public FeishuNotifier(
      HttpSender http, RobotSettings robot, NotificationTexts texts, InstantSource clock) {
    this.http = http;
    this.robot = robot;
    this.texts = texts;
    this.clock = clock;
  }

  @Override
  public Mono<Void> notify(Notification notification) {
    return Mono.defer(
            () -> http.post(robot.endpoint().uri(), robot.endpoint().headers(), body(notification)))
        .flatMap(reply -> RobotReply.accept(reply, "code", LATER));
  }

  private String body(Notification notification) {
    JsonText json = new JsonText().beginObject();
    if (robot.secret() != null) {
      long seconds = clock.instant().getEpochSecond();
      json.field("timestamp", Long.toString(seconds))
          .field("sign", RobotSignature.of(seconds + "\n" + robot.secret().value(), ""));
    }
    String content = MessageText.cutToBytes(texts.expand(robot.text(), notification), LIMIT_BYTES);
    return json.field("msg_type", "interactive")
        .beginObject("card")
        .beginObject("header")
        .beginObject("title")
        .field("tag", "plain_text")
        .field("content", MessageText.cut(texts.expand(robot.title(), notification), TITLE_LIMIT))
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
