package io.barograph.alertengine.notify;

import reactor.core.publisher.Mono;

/** One way to tell people: a webhook, a mail server, a robot of a chat. */
@FunctionalInterface
public interface Notifier {
  /**
   * Completes when the other side has taken the notification; fails with {@link NotifyException}
   * where it said no. Cancelling gives the attempt up. Does not retry.
   */
  Mono<Void> notify(Notification notification);
}
