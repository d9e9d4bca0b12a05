package io.barograph.queryapi;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Lets so many queries run at once. Others wait their turn, because a dashboard asks for all its
 * panels in one moment; those that wait too long, or find too long a line, are told to come back.
 */
final class QueryAdmission {
  /** A line this long would not empty before everyone in it has given up. */
  private static final int MOST_WAITING = 1000;

  private final int most;
  private final Duration patience;
  private final Queue<MonoSink<Permit>> waiting = new ArrayDeque<>();
  private final Timer seconds;
  private final Counter refused;
  private final Counter failed;
  private int running;

  /** The right to run one query, given back once. */
  private final class Permit {
    private boolean given = true;

    void giveBack() {
      MonoSink<Permit> next;
      synchronized (QueryAdmission.this) {
        if (!given) {
          return;
        }
        given = false;
        next = waiting.poll();
        if (next == null) {
          running--;
        }
      }
      if (next != null) {
        next.success(new Permit());
      }
    }
  }

  /**
   * An empty house.
   *
   * @param patience how long a query may wait for its turn
   */
  QueryAdmission(int most, Duration patience, MeterRegistry meters) {
    this.most = most;
    this.patience = patience;
    this.seconds =
        Timer.builder("barograph.api.query")
            .description("From the turn of a query to its result, storage included")
            .publishPercentileHistogram()
            .register(meters);
    this.refused =
        Counter.builder("barograph.api.queries.refused")
            .description("Queries that did not get their turn in time")
            .register(meters);
    this.failed =
        Counter.builder("barograph.api.queries.failed")
            .description("Queries that ended in an error of any kind")
            .register(meters);
    Gauge.builder("barograph.api.queries.running", this, QueryAdmission::running)
        .description("Queries under way")
        .register(meters);
    Gauge.builder("barograph.api.queries.waiting", this, QueryAdmission::waiting)
        .description("Queries that wait for their turn")
        .register(meters);
  }

  /** Runs the query when its turn comes. */
  <T> Mono<T> admit(Mono<T> query) {
    Mono<Permit> turn =
        Mono.create(this::enter)
            .timeout(patience)
            .onErrorMap(TimeoutException.class, e -> tooMany());
    return Mono.usingWhen(
        turn,
        permit -> timed(query),
        permit -> Mono.fromRunnable(permit::giveBack),
        (permit, failure) -> Mono.fromRunnable(permit::giveBack),
        permit -> Mono.fromRunnable(permit::giveBack));
  }

  private <T> Mono<T> timed(Mono<T> query) {
    return Mono.defer(
        () -> {
          Timer.Sample sample = Timer.start();
          return query.doOnError(e -> failed.increment()).doFinally(signal -> sample.stop(seconds));
        });
  }

  private void enter(MonoSink<Permit> sink) {
    boolean turn = false;
    boolean full = false;
    synchronized (this) {
      if (running < most) {
        running++;
        turn = true;
      } else if (waiting.size() < MOST_WAITING) {
        waiting.add(sink);
      } else {
        full = true;
      }
    }
    @Nullable Permit permit = turn ? new Permit() : null;
    sink.onDispose(() -> leave(sink));
    if (permit != null) {
      sink.success(permit);
    } else if (full) {
      sink.error(tooMany());
    }
  }

  private synchronized void leave(MonoSink<Permit> sink) {
    waiting.remove(sink);
  }

  private ApiException tooMany() {
    refused.increment();
    return new ApiException(
        ErrorType.UNAVAILABLE,
        "%d queries are running and others wait; ask again later, or raise barograph.query.concurrency"
            .formatted(most));
  }

  private synchronized int running() {
    return running;
  }

  private synchronized int waiting() {
    return waiting.size();
  }
}
