package io.barograph.alertengine.notify;

import io.barograph.alertengine.notify.route.Grouping;
import io.barograph.alertengine.notify.route.InhibitionRule;
import io.barograph.alertengine.notify.route.Route;
import io.barograph.model.LabelMatcher;
import io.barograph.model.Labels;
import io.barograph.storage.alerts.AlertFeed;
import io.barograph.storage.alerts.AlertRecord;
import io.barograph.storage.alerts.AlertStage;
import io.barograph.storage.alerts.GroupKey;
import io.barograph.storage.alerts.NotificationKey;
import io.barograph.storage.alerts.NotificationLog;
import io.barograph.storage.alerts.NotificationRecord;
import io.barograph.storage.alerts.Silence;
import io.barograph.storage.alerts.Silences;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * A database with alerts in memory and servers that notify from it, in virtual time that begins at
 * the epoch. Groups wait 30 s, come every 5 minutes and are repeated after an hour.
 */
final class Alerting implements AlertFeed, NotificationLog, Silences {
  static final Duration SECOND = Duration.ofSeconds(1);
  static final Grouping GROUPING =
      new Grouping(
          Set.of("alertname"),
          false,
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofHours(1));

  final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<AlertRecord> changes = new ArrayList<>();
  private final Map<NotificationKey, NotificationRecord> log = new LinkedHashMap<>();
  private final Map<UUID, Silence> silences = new LinkedHashMap<>();
  boolean logBroken;
  boolean feedBroken;

  /** One server. */
  final class Server {
    final Notifications notifications;
    boolean leading = true;

    Server(NotificationPlan plan) {
      notifications =
          new Notifications(
              Alerting.this,
              Alerting.this,
              Alerting.this,
              () -> leading,
              new AlertOrigin(Labels.of("site", "here"), URI.create("http://baro.example")),
              clock(),
              time,
              new Random(1),
              meters);
      notifications.follow(plan);
      notifications.start(SECOND);
    }
  }

  Clock clock() {
    return new Clock() {
      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now();
      }
    };
  }

  Instant now() {
    return Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS));
  }

  void pass(Duration duration) {
    for (long second = 0; second < duration.toSeconds(); second++) {
      time.advanceTimeBy(SECOND);
    }
  }

  static Route route(String receiver) {
    return route(receiver, GROUPING);
  }

  static Route route(String receiver, Grouping grouping, LabelMatcher... matchers) {
    return new Route("{}", receiver, grouping, List.of(matchers), false, List.of());
  }

  static NotificationPlan plan(Recorder... recorders) {
    return plan(List.of(), recorders);
  }

  static NotificationPlan plan(List<InhibitionRule> inhibition, Recorder... recorders) {
    List<Integration> integrations = new ArrayList<>();
    for (Recorder recorder : recorders) {
      integrations.add(recorder.integration("team", integrations.size()));
    }
    return new NotificationPlan(route("team"), Map.of("team", integrations), inhibition, List.of());
  }

  void fire(String... labels) {
    put(AlertStage.FIRING, now(), null, labels);
  }

  void resolve(Instant firedAt, String... labels) {
    put(AlertStage.RESOLVED, firedAt, now(), labels);
  }

  void expire(Instant firedAt, String... labels) {
    put(AlertStage.EXPIRED, firedAt, now(), labels);
  }

  void pend(String... labels) {
    put(AlertStage.PENDING, null, null, labels);
  }

  private void put(
      AlertStage stage, @Nullable Instant firedAt, @Nullable Instant endedAt, String... labels) {
    changes.add(
        new AlertRecord(
            new GroupKey("rules.yml", "group"),
            "rule",
            Labels.of(labels),
            Map.of("summary", "something is up"),
            "up == 0",
            1,
            stage,
            firedAt == null ? now() : firedAt,
            firedAt,
            endedAt,
            null,
            null));
  }

  Silence silence(Duration length, LabelMatcher... matchers) {
    Silence silence =
        new Silence(
            UUID.randomUUID(),
            List.of(matchers),
            now(),
            now().plus(length),
            now(),
            "tester",
            "quiet");
    silences.put(silence.id(), silence);
    return silence;
  }

  void forgetLog() {
    log.clear();
  }

  @Override
  public Mono<Changes> changesSince(Cursor cursor) {
    return Mono.defer(
        () ->
            feedBroken
                ? Mono.error(new IllegalStateException("no database"))
                : Mono.just(
                    new Changes(
                        changes.subList((int) cursor.position(), changes.size()),
                        new Cursor(changes.size()))));
  }

  @Override
  public Mono<List<NotificationRecord>> records() {
    return Mono.fromSupplier(() -> List.copyOf(log.values()));
  }

  @Override
  public Mono<Void> put(Collection<NotificationRecord> records) {
    return Mono.fromRunnable(
        () -> {
          if (logBroken) {
            throw new IllegalStateException("no database");
          }
          records.forEach(record -> log.put(record.key(), record));
        });
  }

  @Override
  public Mono<Void> removeBefore(Instant time) {
    return Mono.empty();
  }

  @Override
  public Mono<List<Silence>> all() {
    return Mono.fromSupplier(() -> List.copyOf(silences.values()));
  }

  @Override
  public Mono<Void> save(Collection<Silence> given) {
    return Mono.fromRunnable(() -> given.forEach(one -> silences.put(one.id(), one)));
  }

  @Override
  public Mono<Void> removeEndedBefore(Instant time) {
    return Mono.empty();
  }
}
