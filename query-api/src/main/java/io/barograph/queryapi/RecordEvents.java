package io.barograph.queryapi;

import io.barograph.storage.records.Arrival;
import io.barograph.storage.records.RecordEntry;
import io.barograph.storage.records.RecordFilter;
import io.barograph.storage.records.RecordLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
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

/** Records of one kind as they arrive, as server-sent events. */
final class RecordEvents<T extends RecordEntry> {
  private static final Logger logger = LoggerFactory.getLogger(RecordEvents.class);

  private static final Duration PACE = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final int CLIENT_BUFFER = 1024;
  private static final int MOST = 5_000;

  /** Older records, which an agent kept through an outage, are not news. */
  private static final Duration NEWS = Duration.ofHours(1);

  /** Transactions commit in another order than their numbers: so long is looked for them. */
  private static final Duration SETTLED_AFTER = Duration.ofSeconds(10);

  private final String name;
  private final RecordLog<T> log;
  private final Clock clock;
  private final Scheduler scheduler;

  /** One look at the database a second, however many clients there are; none without clients. */
  private final Flux<Arrival<T>> live;

  /**
   * The stream of one kind.
   *
   * @param name the type of its events
   */
  RecordEvents(String name, RecordLog<T> log, Clock clock, Scheduler scheduler) {
    this.name = name;
    this.log = log;
    this.clock = clock;
    this.scheduler = scheduler;
    this.live = Flux.defer(this::follow).share();
  }

  private Flux<Arrival<T>> follow() {
    Follower follower = new Follower();
    return Flux.interval(Duration.ZERO, PACE, scheduler)
        .onBackpressureDrop()
        .concatMap(tick -> follower.news().onErrorResume(this::skip), 1);
  }

  private Flux<Arrival<T>> skip(Throwable failure) {
    logger.debug("new records could not be read and are read again", failure);
    return Flux.empty();
  }

  private final class Follower {
    private final NavigableMap<Long, Instant> seen = new TreeMap<>();
    private long settled = -1;

    Flux<Arrival<T>> news() {
      Mono<Long> start = settled < 0 ? log.lastArrival() : Mono.just(settled);
      return start
          .flatMap(
              from -> {
                settled = from;
                return log.since(from, clock.instant().minus(NEWS), RecordFilter.ALL, MOST);
              })
          .flatMapIterable(this::unseen);
    }

    private List<Arrival<T>> unseen(List<Arrival<T>> arrivals) {
      Instant now = clock.instant();
      List<Arrival<T>> news =
          arrivals.stream().filter(one -> seen.putIfAbsent(one.number(), now) == null).toList();
      // What stands above a full page is reached only from beyond it.
      Instant old = arrivals.size() == MOST ? Instant.MAX : now.minus(SETTLED_AFTER);
      while (!seen.isEmpty() && seen.firstEntry().getValue().isBefore(old)) {
        settled = seen.pollFirstEntry().getKey();
      }
      return news;
    }
  }

  Mono<ServerResponse> stream(ServerRequest request) {
    return Parameters.of(request).map(RecordHandlers::filter).flatMap(this::stream);
  }

  private Mono<ServerResponse> stream(RecordFilter filter) {
    Flux<ServerSentEvent<String>> events =
        live.filter(arrival -> filter.accepts(arrival.entry()))
            .onBackpressureBuffer(
                CLIENT_BUFFER,
                dropped -> logger.debug("a client of records is too slow and is hung up on"),
                BufferOverflowStrategy.ERROR)
            .map(this::event)
            .onErrorComplete();
    Flux<ServerSentEvent<String>> heartbeats =
        Flux.interval(Duration.ZERO, HEARTBEAT, scheduler)
            .onBackpressureDrop()
            .map(tick -> ServerSentEvent.<String>builder().comment("still here").build());
    return ServerResponse.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .header("Cache-Control", "no-cache")
        .body(
            BodyInserters.fromServerSentEvents(
                // Ends when the events do: the heartbeat alone would go on for ever.
                Flux.merge(events.materialize(), heartbeats.materialize()).dematerialize()));
  }

  private ServerSentEvent<String> event(Arrival<T> arrival) {
    return ServerSentEvent.<String>builder()
        .id(Long.toString(arrival.number()))
        .event(name)
        .data(JsonBody.text(json -> RecordJson.write(json, arrival.entry())))
        .build();
  }
}
