package io.barograph.alertengine.notify.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.alertengine.notify.Notification;
import io.barograph.alertengine.notify.Notifier;
import io.barograph.alertengine.notify.http.HttpSender;
import io.barograph.alertengine.notify.json.JsonText;
import io.barograph.alertengine.notify.text.NotificationTexts;
import java.net.URI;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Writes Markdown into a group of DingTalk through its robot. */
public final class DingtalkNotifier implements Notifier {
  private static final int LIMIT_BYTES = 20_000;

  /** Too many messages, and a system that is busy. */
  private static final Set<Integer> LATER = Set.of(130101, 410100, -1);

  private final HttpSender http;
  private final RobotSettings robot;
  private final NotificationTexts texts;
  private final InstantSource clock;

  public DingtalkNotifier(
      HttpSender http, RobotSettings robot, NotificationTexts texts, InstantSource clock) {
    this.http = http;
    this.robot = robot;
    this.texts = texts;
    this.clock = clock;
  }

  @Override
  public Mono<Void> notify(Notification notification) {
    return Mono.defer(() -> http.post(signed(), robot.endpoint().headers(), body(notification)))
        .flatMap(reply -> RobotReply.accept(reply, "errcode", LATER));
  }

  private URI signed() {
    URI url = robot.endpoint().uri();
    if (robot.secret() == null) {
      return url;
    }
    String key = robot.secret().value();
    long millis = clock.millis();
    String signature = RobotSignature.of(key, millis + "\n" + key);
    return URI.create(
        url
            + (url.getRawQuery() == null ? "?" : "&")
            + "timestamp="
            + millis
            + "&sign="
            + URLEncoder.encode(signature, UTF_8));
  }

  private String body(Notification notification) {
    String content = MessageText.cutToBytes(texts.expand(robot.text(), notification), LIMIT_BYTES);
    return new JsonText()
        .beginObject()
        .field("msgtype", "markdown")
        .beginObject("markdown")
        .field("title", texts.expand(robot.title(), notification))
        .field("text", content)
        .endObject()
        .endObject()
        .toString();
  }
}
