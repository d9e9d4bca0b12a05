package io.barograph.alertengine.notify.alertmanager;

import io.barograph.alertengine.notify.Alert;
import io.barograph.alertengine.notify.AlertForwarder;
import io.barograph.alertengine.notify.NotifyException;
import io.barograph.alertengine.notify.RetryPause;
import io.barograph.alertengine.notify.http.HttpEndpoint;
import io.barograph.alertengine.notify.http.HttpReply;
import io.barograph.alertengine.notify.http.HttpSender;
import io.barograph.model.Labels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps one Alertmanager informed as Prometheus does: what is new at once, what fires again every
 * minute, an end for a quarter of an hour. There is no queue that could overflow: what is due is
 * worked out of the alerts as they are, so one that was away learns the latest and nothing else.
 */
public final class AlertmanagerForwarder implements AlertForwarder {
  private static final Logger logger = LoggerFactory.getLogger(AlertmanagerForwarder.class);

  private static final int BATCH = 64;
  private static final Duration RESEND_DELAY = Duration.ofMinutes(1);
  private static final Duration END_RETOLD = Duration.ofMinutes(15);

  private final HttpSender http;
  private final HttpEndpoint endpoint;
  private final String name;
  private final Duration timeout;
  private final InstantSource clock;
  private final Scheduler scheduler;
  private final RetryPause pause;
  private final Counter sent;
  private final Counter failed;

  private final Map<Labels, Told> told = new HashMap<>();
  private boolean sending;
  private int failures;
  private Instant notBefore = Instant.MIN;

  /** The alert that it took, and when. */
  private record Told(Alert alert, Instant at) {}

  /**
   * A forwarder.
   *
   * @param endpoint of its {@code /api/v2/alerts}
   * @param name for log lines and meters
   */
  public AlertmanagerForwarder(
      HttpSender http,
      HttpEndpoint endpoint,
      String name,
      Duration timeout,
      InstantSource clock,
      Scheduler scheduler,
      RetryPause pause,
      MeterRegistry meters) {
    this.http = http;
    this.endpoint = endpoint;
    this.name = name;
    this.timeout = timeout;
    this.clock = clock;
    this.scheduler = scheduler;
    this.pause = pause;
    this.sent = counter(meters, "sent");
    this.failed = counter(meters, "failed");
  }

  private Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("barograph.alertmanager.alerts")
        .description("Alerts on their way to an Alertmanager, by what became of them")
        .tag("alertmanager", name)
        .tag("outcome", outcome)
        .register(meters);
  }

  @Override
  public void offer(List<Alert> alerts, Instant now) {
    List<Alert> due = takeDue(alerts, now);
    if (!due.isEmpty()) {
      var _ =
          Flux.fromIterable(due)
              .buffer(BATCH)
              .concatMap(this::send, 1)
              .subscribe(batch -> {}, this::failed, this::done);
    }
  }

  private synchronized List<Alert> takeDue(List<Alert> alerts, Instant now) {
    if (sending || now.isBefore(notBefore)) {
      return List.of();
    }
    List<Alert> due = new ArrayList<>();
    Map<Labels, Told> still = new HashMap<>();
    for (Alert alert : alerts) {
      Told last = told.get(alert.labels());
      if (last != null) {
        still.put(alert.labels(), last);
      }
      if (isDue(alert, last, now)) {
        due.add(alert);
      }
    }
    told.clear();
    told.putAll(still);
    sending = !due.isEmpty();
    return due;
  }

  private static boolean isDue(Alert alert, @Nullable Told last, Instant now) {
    Instant end = alert.endsAt();
    if (end != null && end.plus(END_RETOLD).isBefore(now)) {
      return false;
    }
    return last == null
        || last.alert.resolved() != alert.resolved()
        || !last.alert.startsAt().equals(alert.startsAt())
        || !last.at.plus(RESEND_DELAY).isAfter(now);
  }

  private Mono<HttpReply> send(List<Alert> batch) {
    return Mono.defer(
            () ->
                http.post(
                    endpoint.uri(),
                    endpoint.headers(),
                    AlertmanagerJson.write(
                        batch, clock.instant().plus(RESEND_DELAY.multipliedBy(4)))))
        .timeout(timeout, scheduler)
        .onErrorMap(
            TimeoutException.class,
            late -> NotifyException.passing("no answer within " + timeout.toMillis() + " ms"))
        .flatMap(reply -> taken(batch, reply));
  }

  private Mono<HttpReply> taken(List<Alert> batch, HttpReply reply) {
    if (!reply.isSuccess()) {
      NotifyException refusal = reply.refusal();
      if (refusal.isPassing()) {
        return Mono.error(refusal);
      }
      // The good ones of a batch with a bad one are taken, so the next batch has its chance.
      failed.increment(batch.size());
      logger.warn("Alertmanager {} {}", name, refusal.getMessage());
    } else {
      sent.increment(batch.size());
    }
    remember(batch);
    return Mono.just(reply);
  }

  private synchronized void remember(List<Alert> batch) {
    Instant now = clock.instant();
    batch.forEach(alert -> told.put(alert.labels(), new Told(alert, now)));
  }

  private synchronized void done() {
    if (failures > 0) {
      logger.info("Alertmanager {} answers again", name);
    }
    sending = false;
    failures = 0;
  }

  private void failed(Throwable failure) {
    failed.increment();
    synchronized (this) {
      sending = false;
      notBefore = clock.instant().plus(pause.after(failures));
      failures++;
      if (failures > 1) {
        return;
      }
    }
    logger.warn("Alertmanager {} was not told and is tried again: {}", name, failure.getMessage());
  }

  @Override
  public synchronized void pause() {
    told.clear();
  }
}
