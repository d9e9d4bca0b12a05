package io.barograph.alertengine.notify;

import io.barograph.alertengine.notify.route.Muter;
import io.barograph.alertengine.silence.Silencer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** What lasts over terms and plans. */
record NotificationParts(
    Silencer silencer,
    NotificationJournal journal,
    AlertOrigin origin,
    InstantSource clock,
    Scheduler scheduler,
    RetryPause pause,
    MeterRegistry registry) {
  IntegrationQueue queue(Integration integration, Muter muter, Mono<Void> ready) {
    NotificationMeters meters = new NotificationMeters(registry, integration);
    GroupDelivery delivery =
        new GroupDelivery(
            integration, muter, journal, meters, origin.externalUrl(), clock, scheduler);
    return new IntegrationQueue(integration, delivery, meters, clock, scheduler, pause, ready);
  }
}
