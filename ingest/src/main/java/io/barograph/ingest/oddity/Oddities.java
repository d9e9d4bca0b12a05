package io.barograph.ingest.oddity;

import io.barograph.storage.StorageUnavailableException;
import io.barograph.storage.records.Event;
import io.barograph.storage.records.ProcessKey;
import io.barograph.storage.records.RecordAppender;
import io.barograph.storage.records.RecordEntry;
import io.barograph.storage.records.RecordHead;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Tells by events what is odd about agents: each thing of each process at most once an hour, and of
 * one host, whatever names it takes, at most twenty. Events wait while the database is away.
 */
public final class Oddities {
  private static final Logger logger = LoggerFactory.getLogger(Oddities.class);

  private static final Duration PACE = Duration.ofSeconds(1);
  private static final Duration TOLD_AGAIN_AFTER = Duration.ofHours(1);
  private static final int MOST_OF_A_HOST = 20;

  /** Beyond these, hosts are only told of when others have been quiet for an hour. */
  private static final int MOST_HOSTS = 10_000;

  private static final int MOST_WAITING = 1_000;
  private static final int LONGEST_MESSAGE = 1_000;

  private final RecordAppender appender;
  private final InstantSource clock;
  private final Map<String, Map<Told, Instant>> toldByHost = new HashMap<>();
  private List<RecordEntry> waiting = new ArrayList<>();

  private record Told(Oddity oddity, String job, String instance) {}

  public Oddities(RecordAppender appender, InstantSource clock) {
    this.appender = appender;
    this.clock = clock;
  }

  /**
   * Makes an event of this unless there was one in the last hour; cheap where there was.
   *
   * @param bucket of the host
   * @param process with an empty job where the host as a whole is meant
   * @param message asked only if there will be an event
   */
  public void tell(Oddity oddity, String bucket, ProcessKey process, Supplier<String> message) {
    Instant now = clock.instant();
    synchronized (this) {
      if (waiting.size() < MOST_WAITING && isNews(oddity, process, now)) {
        waiting.add(event(oddity, bucket, process, message.get(), now));
      }
    }
  }

  private boolean isNews(Oddity oddity, ProcessKey process, Instant now) {
    Instant old = now.minus(TOLD_AGAIN_AFTER);
    Map<Told, Instant> told = toldByHost.get(process.host());
    if (told == null) {
      if (toldByHost.size() >= MOST_HOSTS) {
        forget(old);
      }
      if (toldByHost.size() >= MOST_HOSTS) {
        return false;
      }
      told = new HashMap<>();
      toldByHost.put(process.host(), told);
    }
    if (told.size() >= MOST_OF_A_HOST) {
      told.values().removeIf(at -> !at.isAfter(old));
    }
    Told key = new Told(oddity, process.job(), process.instance());
    Instant last = told.get(key);
    boolean isNews = last == null ? told.size() < MOST_OF_A_HOST : !last.isAfter(old);
    if (isNews) {
      told.put(key, now);
    }
    return isNews;
  }

  private void forget(Instant old) {
    toldByHost
        .values()
        .removeIf(
            told -> {
              told.values().removeIf(at -> !at.isAfter(old));
              return told.isEmpty();
            });
  }

  private static Event event(
      Oddity oddity, String bucket, ProcessKey process, String message, Instant now) {
    boolean isLong = message.length() > LONGEST_MESSAGE;
    // Different is enough; UUID.randomUUID() reads from a file, which these threads must not.
    ThreadLocalRandom random = ThreadLocalRandom.current();
    UUID id = new UUID(random.nextLong(), random.nextLong());
    return new Event(
        new RecordHead(id, now, bucket, process, Map.of(), isLong),
        oddity.kind(),
        isLong ? message.substring(0, LONGEST_MESSAGE) + '…' : message);
  }

  /** Writes once a second until it is disposed of. */
  public Disposable start(Scheduler scheduler) {
    return Flux.interval(PACE, scheduler)
        .onBackpressureDrop()
        .concatMap(tick -> write(), 1)
        .subscribe();
  }

  /** Writes what waits; never fails. */
  public Mono<Void> write() {
    return Mono.defer(
        () -> {
          List<RecordEntry> events = take();
          return events.isEmpty()
              ? Mono.empty()
              : appender
                  .append(events)
                  .onErrorResume(
                      failure -> {
                        logger.debug("events about agents could not be written", failure);
                        if (failure instanceof StorageUnavailableException) {
                          putBack(events);
                        }
                        return Mono.empty();
                      });
        });
  }

  private synchronized List<RecordEntry> take() {
    List<RecordEntry> events = waiting;
    waiting = new ArrayList<>();
    return events;
  }

  private synchronized void putBack(List<RecordEntry> events) {
    waiting.addAll(0, events);
  }
}
