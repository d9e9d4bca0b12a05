package io.barograph.queryapi;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/**
 * Lets so many queries run at once. One more is refused at once instead of queueing: whoever waits
 * in front of a dashboard has given up before a queue of slow queries has emptied.
 */
final class QueryAdmission {
  private final int most;
  private final AtomicInteger running = new AtomicInteger();
  private final Timer seconds;
  private final Counter refused;
  private final Counter failed;

  QueryAdmission(int most, MeterRegistry meters) {
    this.most = most;
    this.seconds =
        Timer.builder("barograph.api.query")
            .description("From the request for a query to its result, storage included")
            .publishPercentileHistogram()
            .register(meters);
    this.refused =
        Counter.builder("barograph.api.queries.refused")
            .description("Queries refused because too many were running")
            .register(meters);
    this.failed =
        Counter.builder("barograph.api.queries.failed")
            .description("Queries that ended in an error of any kind")
            .register(meters);
    Gauge.builder("barograph.api.queries.running", running, AtomicInteger::get)
        .description("Queries under way")
        .register(meters);
  }

  <T> Mono<T> admit(Mono<T> query) {
    return Mono.defer(
        () -> {
          if (running.incrementAndGet() > most) {
            running.decrementAndGet();
            refused.increment();
            throw new ApiException(
                ErrorType.UNAVAILABLE,
                "%d queries are running, no more than %d may; try again, or raise barograph.query.max-concurrent"
                    .formatted(most, most));
          }
          Timer.Sample sample = Timer.start();
          return query
              .doOnError(e -> failed.increment())
              .doFinally(
                  signal -> {
                    running.decrementAndGet();
                    sample.stop(seconds);
                  });
        });
  }
}
