package io.barograph.alertengine.notify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** A receiver that writes down what it takes, as {@code firing a b / resolved c}. */
final class Recorder implements Notifier {
  private final List<String> told = new ArrayList<>();
  private final List<Notification> notifications = new ArrayList<>();
  private int attempts;
  private Mono<Void> answer = Mono.empty();
  boolean tellsEnds = true;
  Duration timeout = Duration.ofSeconds(10);

  Integration integration(String receiver, int place) {
    return new Integration(receiver, "test/" + place, tellsEnds, timeout, this);
  }

  /** From now on it answers with this. */
  void answer(Mono<Void> next) {
    answer = next;
  }

  @Override
  public Mono<Void> notify(Notification notification) {
    return Mono.defer(
            () -> {
              attempts++;
              return answer;
            })
        .doOnSuccess(
            taken -> {
              notifications.add(notification);
              told.add(
                  text("firing", notification.firing())
                      + text("resolved", notification.resolved()));
            });
  }

  private static String text(String word, List<Alert> alerts) {
    return alerts.isEmpty()
        ? ""
        : word
            + alerts.stream().map(a -> " " + a.labels().get("instance")).reduce("", String::concat)
            + ";";
  }

  /** What it took since the last call. */
  List<String> told() {
    List<String> since = List.copyOf(told);
    told.clear();
    return since;
  }

  Notification last() {
    return notifications.getLast();
  }

  int attempts() {
    return attempts;
  }
}
