package io.barograph.timescale.catalog;

import io.barograph.storage.Rejection;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** What the catalogue counts. */
final class CatalogMeters {
  private final MeterRegistry registry;
  private final Counter registered;
  private final Timer registrations;

  CatalogMeters(MeterRegistry registry) {
    this.registry = registry;
    this.registered =
        Counter.builder("barograph.storage.series.registered")
            .description("series that this server has registered")
            .register(registry);
    this.registrations =
        Timer.builder("barograph.storage.registration")
            .description("transactions that register series")
            .register(registry);
  }

  void watchSize(SeriesCatalog catalog) {
    registry.gauge("barograph.storage.series", catalog, SeriesCatalog::size);
  }

  void registered(int series) {
    registered.increment(series);
  }

  void refused(Rejection rejection) {
    registry
        .counter("barograph.storage.series.refused", "reason", rejection.reason().text())
        .increment();
  }

  <T> Mono<T> timeRegistration(Mono<T> transaction) {
    Supplier<Mono<T>> timed =
        () -> {
          long start = System.nanoTime();
          return transaction.doFinally(
              signal -> registrations.record(System.nanoTime() - start, TimeUnit.NANOSECONDS));
        };
    return Mono.defer(timed);
  }
}
