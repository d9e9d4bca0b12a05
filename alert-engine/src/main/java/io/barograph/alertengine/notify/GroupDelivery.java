package io.barograph.alertengine.notify;

import io.barograph.alertengine.notify.route.Grouping;
import io.barograph.alertengine.notify.route.Muter;
import io.barograph.storage.alerts.NotificationKey;
import io.barograph.storage.alerts.NotificationRecord;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * One attempt to tell an integration of a group as it is at that moment: without what is muted,
 * unless it knows already, and remembered once it was taken. Reading the group at each attempt, not
 * when it was flushed, is what keeps an end from being told of an alert that fires again.
 */
final class GroupDelivery {
  private final Integration integration;
  private final Muter muter;
  private final NotificationJournal journal;
  private final NotificationMeters meters;
  private final URI externalUrl;
  private final InstantSource clock;
  private final Scheduler scheduler;

  GroupDelivery(
      Integration integration,
      Muter muter,
      NotificationJournal journal,
      NotificationMeters meters,
      URI externalUrl,
      InstantSource clock,
      Scheduler scheduler) {
    this.integration = integration;
    this.muter = muter;
    this.journal = journal;
    this.meters = meters;
    this.externalUrl = externalUrl;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  /** Fails with what the notifier says, or when it takes longer than it may. */
  Mono<Void> attempt(AlertGroup group) {
    return Mono.defer(
        () -> {
          Instant now = clock.instant();
          Map<AlertId, Alert> all = group.alerts();
          List<Alert> audible =
              Notification.inOrder(all.values()).stream()
                  .filter(alert -> !muter.mutes(alert.labels(), now))
                  .toList();
          return tellIfDue(group, new NotificationDecision(audible), now)
              .doOnSuccess(told -> group.done(integration.name(), all));
        });
  }

  private Mono<Void> tellIfDue(AlertGroup group, NotificationDecision decision, Instant now) {
    NotificationKey key =
        new NotificationKey(group.key(), integration.receiver(), integration.name());
    NotificationRecord last = journal.get(key);
    Grouping grouping = group.route().grouping();
    if (!decision.isDue(
        last, integration.tellsEnds(), grouping.repeatInterval(), grouping.groupInterval(), now)) {
      return Mono.empty();
    }
    List<Alert> alerts = decision.toTell(integration.tellsEnds());
    return (alerts.isEmpty() ? Mono.<Void>empty() : send(group, alerts))
        .then(Mono.defer(() -> journal.put(decision.record(key, last, now))));
  }

  private Mono<Void> send(AlertGroup group, List<Alert> alerts) {
    Notification notification =
        new Notification(integration.receiver(), group.key(), group.labels(), alerts, externalUrl);
    Instant start = clock.instant();
    return integration
        .notifier()
        .notify(notification)
        .timeout(integration.timeout(), scheduler)
        .onErrorMap(TimeoutException.class, timeout -> tookTooLong(integration.timeout()))
        .doOnSuccess(taken -> meters.count(NotificationMeters.Outcome.SENT))
        .doFinally(end -> meters.attempt(Duration.between(start, clock.instant())));
  }

  private static NotifyException tookTooLong(Duration timeout) {
    return NotifyException.passing("no answer within " + timeout.toMillis() + " ms");
  }
}
