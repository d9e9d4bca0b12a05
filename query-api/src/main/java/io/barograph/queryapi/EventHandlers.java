package io.barograph.queryapi;

import io.barograph.storage.alerts.AlertHistory;
import io.barograph.storage.alerts.HistoryEntry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Changes of alerts as they happen, as server-sent events. */
final class EventHandlers {
  private static final Logger logger = LoggerFactory.getLogger(EventHandlers.class);

  private static final Duration PACE = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** Events that a client may be behind before it is hung up on. */
  private static final int CLIENT_BUFFER = 1024;

  /** How far back a client may resume. */
  private static final Duration RESUMABLE = Duration.ofHours(1);

  private static final int MOST_RESUMED = 10_000;
  private static final Duration SECOND_LOOK = Duration.ofSeconds(5);

  private final AlertHistory history;
  private final Clock clock;
  private final Scheduler scheduler;

  /** One look at the database a second, however many clients there are; none without clients. */
  private final Flux<HistoryEntry> live;

  EventHandlers(AlertHistory history, Clock clock, Scheduler scheduler) {
    this.history = history;
    this.clock = clock;
    this.scheduler = scheduler;
    this.live = Flux.defer(this::follow).share();
  }

  private Flux<HistoryEntry> follow() {
    HistoryFollower follower = new HistoryFollower(history, clock);
    return Flux.interval(Duration.ZERO, PACE, scheduler)
        .onBackpressureDrop()
        .concatMap(tick -> follower.news().onErrorResume(EventHandlers::skip), 1);
  }

  private static Flux<HistoryEntry> skip(Throwable failure) {
    logger.debug("the history of alerts could not be read and is read again", failure);
    return Flux.empty();
  }

  Mono<ServerResponse> stream(ServerRequest request) {
    String last = String.valueOf(request.headers().firstHeader("Last-Event-ID"));
    OptionalLong from =
        last.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(last)) : OptionalLong.empty();
    Flux<ServerSentEvent<String>> events =
        entries(from).map(EventHandlers::event).onErrorComplete();
    Flux<ServerSentEvent<String>> heartbeats =
        Flux.interval(Duration.ZERO, HEARTBEAT, scheduler)
            .onBackpressureDrop()
            .map(tick -> ServerSentEvent.<String>builder().comment("still here").build());
    Flux<ServerSentEvent<String>> both =
        // Ends when the events do: the heartbeat alone would go on for ever.
        Flux.merge(events.materialize(), heartbeats.materialize()).dematerialize();
    return ServerResponse.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .header("Cache-Control", "no-cache")
        .body(BodyInserters.fromServerSentEvents(both));
  }

  /** What was missed since {@code from}, then what happens; a client that is too slow is ended. */
  private Flux<HistoryEntry> entries(OptionalLong from) {
    Flux<HistoryEntry> bounded =
        live.onBackpressureBuffer(
            CLIENT_BUFFER,
            dropped -> logger.debug("a client of alert events is too slow and is hung up on"),
            BufferOverflowStrategy.ERROR);
    if (from.isEmpty()) {
      return bounded;
    }
    NavigableSet<Long> told = new ConcurrentSkipListSet<>();
    Mono<List<HistoryEntry>> missed =
        Mono.defer(
            () -> history.since(from.getAsLong(), clock.instant().minus(RESUMABLE), MOST_RESUMED));
    // Looks again for what was being written at the first look, and before news were followed.
    Flux<HistoryEntry> looks =
        Flux.concat(missed, missed.delaySubscription(SECOND_LOOK, scheduler))
            .flatMapIterable(rows -> rows);
    return Flux.merge(looks, bounded).filter(row -> isFirst(told, row.id()));
  }

  private static boolean isFirst(NavigableSet<Long> told, long id) {
    if (told.size() > 2 * MOST_RESUMED) {
      told.pollFirst();
    }
    return told.add(id);
  }

  private static ServerSentEvent<String> event(HistoryEntry entry) {
    return ServerSentEvent.<String>builder()
        .id(Long.toString(entry.id()))
        .event(entry.event().name().toLowerCase(Locale.ROOT))
        .data(JsonBody.text(json -> HistoryJson.write(json, entry)))
        .build();
  }
}
