package io.barograph.timescale.append;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the writer counts. */
final class AppendMeters {
  private final MeterRegistry registry;
  private final Counter received;
  private final Counter committed;
  private final Counter failed;
  private final Counter rows;
  private final Counter bytes;
  private final Timer flushes;

  AppendMeters(MeterRegistry registry, Supplier<Number> waitingSamples) {
    this.registry = registry;
    received = samples("received", "samples handed to the store");
    committed = samples("committed", "samples committed, repeated ones included");
    failed = samples("failed", "samples whose caller got an error");
    rows = counter("barograph.storage.written.rows", "fresh rows written");
    bytes = counter("barograph.storage.written.bytes", "payload of fresh rows written");
    flushes =
        Timer.builder("barograph.storage.flush")
            .description("flushes, from taking the samples to the commit")
            .serviceLevelObjectives(
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10))
            .register(registry);
    Gauge.builder("barograph.storage.waiting.samples", waitingSamples)
        .description("samples that wait for the writer")
        .register(registry);
  }

  private Counter samples(String what, String description) {
    return counter("barograph.storage.samples." + what, description);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  void received(int samples) {
    received.increment(samples);
  }

  void failed(int samples) {
    failed.increment(samples);
  }

  void committed(int samples, CopyRows written, long nanoseconds) {
    committed.increment(samples);
    rows.increment((double) written.rows());
    bytes.increment((double) written.bytes());
    flushes.record(nanoseconds, TimeUnit.NANOSECONDS);
  }
}
