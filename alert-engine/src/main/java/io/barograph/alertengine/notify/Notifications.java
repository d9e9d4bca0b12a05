package io.barograph.alertengine.notify;

import io.barograph.alertengine.silence.Silencer;
import io.barograph.storage.alerts.AlertFeed;
import io.barograph.storage.alerts.AlertFeed.Cursor;
import io.barograph.storage.alerts.NotificationLog;
import io.barograph.storage.alerts.Silences;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Notifies while this server is the one that does: follows the feed of alerts, and keeps groups,
 * silences and queues up to date, turn by turn. Whoever takes over begins with what is in the
 * database and therefore tells nothing twice, save what was sent and not yet written down.
 */
public final class Notifications implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Notifications.class);

  private static final Duration TURN_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration TIDY_INTERVAL = Duration.ofHours(1);

  /** How long a silence that is over stays for people to see. */
  private static final Duration ENDED_SILENCE_KEPT = Duration.ofDays(5);

  private final AlertFeed feed;
  private final Silences silences;
  private final BooleanSupplier leading;
  private final NotificationParts parts;
  private volatile NotificationPlan plan = NotificationPlan.NOBODY;

  // These belong to the turn, of which there is one at a time.
  private @Nullable NotificationTerm term;
  private Mono<Void> before = Mono.empty();
  private Cursor cursor = Cursor.START;
  private Instant nextTidying = Instant.MIN;
  private String lastTrouble = "";
  private @Nullable Disposable turns;

  /**
   * Nothing happens before {@link #start}.
   *
   * @param leading whether this server is the one to notify
   * @param scheduler for everything that is done here
   */
  public Notifications(
      AlertFeed feed,
      NotificationLog log,
      Silences silences,
      BooleanSupplier leading,
      AlertOrigin origin,
      InstantSource clock,
      Scheduler scheduler,
      RandomGenerator random,
      MeterRegistry meters) {
    this.feed = feed;
    this.silences = silences;
    this.leading = leading;
    this.parts =
        new NotificationParts(
            new Silencer(),
            new NotificationJournal(log),
            origin,
            clock,
            scheduler,
            new RetryPause(random),
            meters);
  }

  /** From the next turn on these are told. Groups keep their rhythm. */
  public void follow(NotificationPlan next) {
    plan = next;
  }

  /** Begins; a turn that takes longer than {@code pace} leaves out the next. */
  public void start(Duration pace) {
    turns =
        Flux.interval(pace, parts.scheduler())
            .onBackpressureDrop()
            .concatMap(tick -> turn(), 1)
            .subscribe();
  }

  private Mono<Void> turn() {
    return Mono.defer(this::act)
        .timeout(TURN_TIMEOUT, parts.scheduler())
        .doOnSuccess(done -> lastTrouble = "")
        .onErrorResume(this::explain);
  }

  private Mono<Void> act() {
    if (!leading.getAsBoolean()) {
      stepDown();
      return Mono.empty();
    }
    return currentTerm().flatMap(this::follow).then(tidy());
  }

  private Mono<NotificationTerm> currentTerm() {
    NotificationPlan wanted = plan;
    NotificationTerm current = term;
    if (current != null && current.plan().equals(wanted)) {
      return Mono.just(current);
    }
    if (current != null) {
      before = current.close().cache();
      var _ = before.subscribe();
      return Mono.just(begin(wanted, current.table()));
    }
    return parts
        .journal()
        .load()
        .then(
            Mono.fromSupplier(
                () -> {
                  cursor = Cursor.START;
                  logger.info("this server notifies now");
                  return begin(wanted, new AlertTable(parts.origin()));
                }));
  }

  private NotificationTerm begin(NotificationPlan wanted, AlertTable table) {
    NotificationTerm next = new NotificationTerm(wanted, table, parts, before);
    term = next;
    return next;
  }

  private Mono<Void> follow(NotificationTerm current) {
    return silences
        .all()
        .doOnNext(all -> parts.silencer().replace(all, parts.clock().instant()))
        .then(Mono.defer(() -> feed.changesSince(cursor)))
        .publishOn(parts.scheduler())
        .doOnNext(
            changes -> {
              Instant now = parts.clock().instant();
              current.apply(changes.alerts(), now);
              cursor = changes.next();
              current.tell(now);
            })
        .then(parts.journal().writeRest());
  }

  private Mono<Void> tidy() {
    return Mono.defer(
        () -> {
          Instant now = parts.clock().instant();
          if (now.isBefore(nextTidying)) {
            return Mono.empty();
          }
          nextTidying = now.plus(TIDY_INTERVAL);
          return parts
              .journal()
              .forgetOld(now)
              .then(silences.removeEndedBefore(now.minus(ENDED_SILENCE_KEPT)));
        });
  }

  private void stepDown() {
    NotificationTerm current = term;
    if (current != null) {
      term = null;
      before = current.close().cache();
      var _ = before.subscribe();
      logger.info("this server no longer notifies");
    }
  }

  private Mono<Void> explain(Throwable failure) {
    String trouble = String.valueOf(failure.getMessage());
    if (!trouble.equals(lastTrouble)) {
      logger.warn("alerts could not be read, nobody is told until they can: {}", trouble);
      lastTrouble = trouble;
    }
    return Mono.empty();
  }

  /** Ends the turns; attempts under way end by themselves within their timeouts. */
  @Override
  public void close() {
    Disposable current = turns;
    if (current != null) {
      current.dispose();
    }
    stepDown();
  }
}
