package io.barograph.alertengine.notify.receiver;

import io.barograph.alertengine.notify.NotifyException;
import io.barograph.alertengine.notify.http.HttpReply;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/** The answers of chat robots, which say 200 and mean the number in the body. */
final class RobotReply {
  private RobotReply() {}

  /**
   * Completes if the robot took the message.
   *
   * @param field of the number, 0 for success
   * @param passing numbers that mean: later
   */
  static Mono<Void> accept(HttpReply reply, String field, Set<Integer> passing) {
    if (!reply.isSuccess()) {
      return Mono.error(reply.refusal());
    }
    Matcher number =
        Pattern.compile("\"" + field + "\"\\s*:\\s*(-?\\d{1,9})").matcher(reply.text());
    if (!number.find()) {
      return Mono.error(
          NotifyException.lasting("answered without \"" + field + "\"" + reply.shownText()));
    }
    int code = Integer.parseInt(number.group(1));
    if (code == 0) {
      return Mono.empty();
    }
    String message = "refused" + reply.shownText();
    return Mono.error(
        passing.contains(code)
            ? NotifyException.passing(message)
            : NotifyException.lasting(message));
  }
}
